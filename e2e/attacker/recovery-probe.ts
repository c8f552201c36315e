// Recovery probe: the ways back into accounts that exist are asked for, and answered with codes that are made up.
import { callProxy } from "../support/cognito-calls";
import type { Attack } from "./attack";
import { tally } from "./guess-password";
import { callerAt } from "./networks";
import { settleResidents } from "./settle-residents";

const ACCOUNTS = 6;

export const RECOVERY_PROBE: Attack = {
  name: "recovery-probe",
  does: "a reset of six people's passwords with made-up codes, from one network",
  raises: { signal: "unexpected_change", probe: "recovery", subject: "network" },
  prepare: (attacked) => settleResidents(attacked, ACCOUNTS),
  strike: async (attacked, from, residents) => {
    const caller = callerAt(attacked, from, 1);
    const answers: string[] = [];
    for (const { person } of residents) {
      const base = { ClientId: attacked.pool.clientId, Username: person.email };
      const asked = await callProxy(caller, "ForgotPassword", base);
      const answered = await callProxy(caller, "ConfirmForgotPassword", {
        ...base,
        ConfirmationCode: "000000",
        Password: "The attacker's own phrase 1",
      });
      answers.push(`${asked.ok ? "asked" : (asked.errorName ?? "refused")}, ${answered.errorName ?? "RESET"}`);
    }
    attacked.say(`Resets of ${String(residents.length)} accounts from one network: ${tally(answers)}.`);
  },
};
