// Enumeration: a list of addresses is asked after by resets and sign-ups, to learn from the answers which of them are accounts.
import { randomUUID } from "node:crypto";
import { callProxy, type CognitoAnswer } from "../support/cognito-calls";
import type { Attack, Attacked } from "./attack";
import { tally } from "./guess-password";
import { callerAt } from "./networks";

const ADDRESSES = 15;
/** Every so manieth address is asked after by a sign-up, the others by a reset. */
const SIGN_UP_EVERY = 3;

function askAfter(attacked: Attacked, from: string, email: string, bySignUp: boolean): Promise<CognitoAnswer> {
  const caller = callerAt(attacked, from, 1);
  const base = { ClientId: attacked.pool.clientId, Username: email };
  if (!bySignUp) return callProxy(caller, "ForgotPassword", base);
  return callProxy(caller, "SignUp", { ...base, Password: `Probe-${randomUUID()}`, UserAttributes: [{ Name: "email", Value: email }] });
}

export const ENUMERATION: Attack = {
  name: "enumeration",
  does: "fifteen addresses asked after by resets and sign-ups, from one network",
  raises: { signal: "unexpected_change", probe: "enumeration", subject: "network" },
  strike: async (attacked, from) => {
    const answers: string[] = [];
    for (let index = 0; index < ADDRESSES; index += 1) {
      const bySignUp = index % SIGN_UP_EVERY === 0;
      const answer = await askAfter(attacked, from, `listed-${randomUUID()}@holdfast.test`, bySignUp);
      answers.push(`${bySignUp ? "sign-up" : "reset"} ${answer.ok ? "taken" : (answer.errorName ?? "refused")}`);
    }
    attacked.say(`${String(ADDRESSES)} addresses that nobody has: ${tally(answers)}. The answers are those of an account.`);
  },
};
