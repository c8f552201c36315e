// Somebody has a password and not the mailbox: the sign-in is unusual, the extra step asks for a mailed code, and codes are guessed.
import { callProxy } from "../support/cognito-calls";
import { tryPassword } from "../support/trader";
import type { Attack } from "./attack";
import { guessPassword, tally } from "./guess-password";
import { callerAt } from "./networks";
import { settleResidents } from "./settle-residents";

/** So many wrong passwords first make a browser that is new to the account unusual. */
const WRONG_FIRST = 3;
const SIGN_INS = 2;
const ANSWERS_A_SIGN_IN = 3;

export const CHALLENGE_GUESSING: Attack = {
  name: "challenge-guessing",
  does: "a stolen password, and guesses at the mailed code of the extra step",
  raises: { signal: "custom_challenge", probe: "custom_challenge", subject: "account" },
  prepare: (attacked) => settleResidents(attacked, 1),
  strike: async (attacked, from, residents) => {
    const { pool, control } = attacked;
    const caller = callerAt(attacked, from, 1);
    const answers: string[] = [];
    for (const { person } of residents) {
      for (let index = 0; index < WRONG_FIRST; index += 1)
        answers.push(await guessPassword(attacked, caller, person.email, `Nearly ${String(index)} right!`));
      for (let signIn = 0; signIn < SIGN_INS; signIn += 1) {
        let step = await tryPassword(caller, pool, person, new Date((await control.nowSeconds()) * 1_000));
        for (let index = 0; index < ANSWERS_A_SIGN_IN && step.ok; index += 1) {
          const fields = {
            ...{ ClientId: pool.clientId, ChallengeName: "CUSTOM_CHALLENGE", Session: step.fields["Session"] },
            ChallengeResponses: { USERNAME: person.email, ANSWER: "mailed:00000000" },
          };
          step = await callProxy(caller, "RespondToAuthChallenge", fields);
          answers.push(step.ok ? "asked again" : (step.errorName ?? "refused"));
        }
      }
    }
    attacked.say(`A right password without the mailbox: ${tally(answers)}.`);
  },
};
