// Lockout: one person's account is kept locked by wrong passwords, from two networks in turn.
import type { Attack } from "./attack";
import { guessPassword, tally } from "./guess-password";
import { callerAt } from "./networks";
import { settleResidents } from "./settle-residents";

const TRIES = 18;

export const LOCKOUT: Attack = {
  name: "lockout",
  does: "eighteen wrong passwords at one person's account, over its lock",
  raises: { signal: "repeated_failures", probe: "lockout", subject: "account" },
  prepare: (attacked) => settleResidents(attacked, 1),
  strike: async (attacked, from, residents) => {
    for (const { person } of residents) {
      const answers: string[] = [];
      for (let index = 0; index < TRIES; index += 1)
        answers.push(await guessPassword(attacked, callerAt(attacked, from, index % 2), person.email, `Guess number ${String(index)}!`));
      attacked.say(`${String(TRIES)} wrong passwords at one account: ${tally(answers)}.`);
    }
  },
};
