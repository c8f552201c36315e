// Credential stuffing: pairs of address and password out of a leak, each tried once, from many networks.
import { randomUUID } from "node:crypto";
import type { Attack } from "./attack";
import { guessPassword, tally } from "./guess-password";
import { callerAt } from "./networks";

const PAIRS = 26;
const NETWORKS = 8;

export const STUFFING: Attack = {
  name: "stuffing",
  does: "twenty-six leaked pairs of address and password, from eight networks",
  raises: { signal: "repeated_failures", probe: "credential_stuffing", subject: "product" },
  strike: async (attacked, from) => {
    const answers: string[] = [];
    for (let index = 0; index < PAIRS; index += 1) {
      const caller = callerAt(attacked, from, index % NETWORKS);
      answers.push(await guessPassword(attacked, caller, `leaked-${randomUUID()}@holdfast.test`, `Leaked-${randomUUID()}`));
    }
    attacked.say(`${String(PAIRS)} pairs from ${String(NETWORKS)} networks: ${tally(answers)}.`);
  },
};
