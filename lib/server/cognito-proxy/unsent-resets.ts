// Resets for which the pool mailed nothing. With a trigger for old accounts it refuses an unknown address and remembers nothing of it, so that a guess at
// the code would be "expired" where a known account's is "wrong"; these notes answer in the pool's place as it answers without the trigger.
import "server-only";
import { services } from "@/lib/server/services";
import { codeMismatch, CognitoException } from "./cognito-exception";
import { keyedName } from "./derive-key";

/** As long as the pool's own code lives, and as many guesses as it takes (documented; ten observed). */
const LIFE_SECONDS = 3_600;
const GUESSES_MAX = 10;

const keyOf = (email: string): Buffer => keyedName("unsent-reset", email);

/** Notes whether the pool mailed a code to this normalised address: one statement for a known account and one for an unknown one. */
export async function noteUnsent(email: string, isSent: boolean, nowSeconds: number): Promise<void> {
  await services().database.asService((tx) =>
    isSent
      ? tx.query("DELETE FROM holdfast.unsent_resets WHERE account_key = $1", [keyOf(email)])
      : tx.query(
          `INSERT INTO holdfast.unsent_resets (account_key, asked_at) VALUES ($1, to_timestamp($2))
           ON CONFLICT (account_key) DO UPDATE SET asked_at = excluded.asked_at, guesses = 0`,
          [keyOf(email), nowSeconds],
        ),
  );
}

/** What a guess at a code is answered that the pool called expired: CodeMismatch while an unsent code would live, then as the pool says. */
export async function refusalOfGuess(refusal: unknown, email: string, nowSeconds: number): Promise<unknown> {
  if (!(refusal instanceof CognitoException) || refusal.name !== "ExpiredCodeException") return refusal;
  const [noted] = await services().database.asService((tx) =>
    tx.query<{ guesses: number }>(
      "UPDATE holdfast.unsent_resets SET guesses = guesses + 1 WHERE account_key = $1 AND asked_at > to_timestamp($2) RETURNING guesses",
      [keyOf(email), nowSeconds - LIFE_SECONDS],
    ),
  );
  if (noted === undefined) return refusal;
  return noted.guesses > GUESSES_MAX
    ? new CognitoException("TooManyFailedAttemptsException", "Attempt limit exceeded, please try after some time.")
    : codeMismatch();
}
