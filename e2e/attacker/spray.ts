// Password spray: a few common passwords at many accounts, from one network, too few at each to lock it.
import { randomUUID } from "node:crypto";
import type { Attack } from "./attack";
import { guessPassword, tally } from "./guess-password";
import { callerAt } from "./networks";

const ACCOUNTS = 12;
const PASSWORDS = ["Winter2026!", "Holdfast123!"];

export const SPRAY: Attack = {
  name: "spray",
  does: "two common passwords at each of twelve accounts, from one network",
  raises: { signal: "repeated_failures", probe: "password_spray", subject: "network" },
  coveredBy: "credential_stuffing",
  strike: async (attacked, from) => {
    const emails = Array.from({ length: ACCOUNTS }, () => `victim-${randomUUID()}@holdfast.test`);
    const answers: string[] = [];
    for (const password of PASSWORDS)
      for (const email of emails) answers.push(await guessPassword(attacked, callerAt(attacked, from, 1), email, password));
    attacked.say(`${String(PASSWORDS.length)} passwords at ${String(ACCOUNTS)} accounts from one network: ${tally(answers)}.`);
  },
};
