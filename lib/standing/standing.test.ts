// State, code and remaining time of an account, without a database.
import { describe, expect, it } from "vitest";
import { LOCK_CURVES } from "@/lib/identity/attempt-lock";
import { RECOVERY_LIMITS } from "@/lib/policy/account-policy";
import { sentenceFor } from "@/lib/contracts/cognito-sentences";
import { accountStates, ENDED_TOLD_SECONDS } from "./account-states";
import type { StandingFacts } from "./standing-facts";
import { LOCK_CODE, readSupportCode, supportCode } from "./support-code";

const NOW = 1_800_000_000;
const SUB = "aabbccdd-0000-4000-8000-000000000001";
const ID = "0f8e2d1c-0000-4000-8000-000000000002";
const LIMITS = { sessionAbsoluteSeconds: 43_200, sessionIdleSeconds: 1_800 };
const NOTHING: StandingFacts = {
  ...{ sub: SUB, freeze: null, holds: [], guesses: [], recoveryAttempts: [], recoveries: [], closedWays: [] },
  ...{ emailChangeEndsAtSeconds: null, sessions: [], withdrawals: [] },
};
const states = (facts: Partial<StandingFacts>, nowSeconds = NOW) => accountStates({ ...NOTHING, ...facts }, LIMITS, nowSeconds);
const only = (facts: Partial<StandingFacts>, nowSeconds = NOW) => {
  const found = states(facts, nowSeconds);
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0] === undefined ? null : [found[0].kind, found[0].detail, found[0].code, found[0].remainingSeconds];
};

const recovery = (changes: object) => ({
  ...{ id: ID, startedAtSeconds: NOW - 10, readyAtSeconds: NOW + 100, lapsesAtSeconds: NOW + 900 },
  ...{ outcome: null, endedAtSeconds: null, settledAtSeconds: null, ...changes },
});
const session = (changes: object) => ({
  ...{ id: ID, createdAtSeconds: NOW - 100, lastSeenAtSeconds: NOW - 10, isRevoked: false, factors: ["passkey"] as const },
  ...{ revokedAtSeconds: null, revokedReason: null, ...changes },
});

describe("a state", () => {
  it("is none for an account of which nothing is the case", () => {
    expect(states({ sessions: [session({})] })).toEqual([]);
  });

  it.each([
    ["frozen", { freeze: { sinceSeconds: NOW - 5, unfreezesAtSeconds: null } }, ["frozen", null, "F-AABBCCDD", null]],
    ["unfreezing", { freeze: { sinceSeconds: NOW - 5, unfreezesAtSeconds: NOW + 1 } }, ["unfreezing", null, "F-AABBCCDD", 1]],
    ["free again", { freeze: { sinceSeconds: NOW - 5, unfreezesAtSeconds: NOW } }, null],
    [
      "held",
      { holds: [{ id: ID, reason: "unfreeze", startedAtSeconds: 1, endsAtSeconds: NOW + 1 }] },
      ["hold", "unfreeze", "H-0F8E2D1C", 1],
    ],
    ["held no more", { holds: [{ id: ID, reason: "unfreeze", startedAtSeconds: 1, endsAtSeconds: NOW }] }, null],
    [
      "held by what is no row",
      { holds: [{ id: null, reason: "passkey_only_left", startedAtSeconds: 1, endsAtSeconds: NOW + 9 }] },
      ["hold", "passkey_only_left", "P-AABBCCDD", 9],
    ],
    ["waiting", { recoveries: [recovery({})] }, ["recovery_waiting", null, "R-0F8E2D1C", 100]],
    ["ready", { recoveries: [recovery({ readyAtSeconds: NOW })] }, ["recovery_ready", null, "R-0F8E2D1C", 900]],
    [
      "in dispute",
      { recoveries: [recovery({ outcome: "disputed", endedAtSeconds: NOW })] },
      ["recovery_disputed", null, "R-0F8E2D1C", null],
    ],
    [
      "closed by the desk",
      { recoveries: [recovery({ outcome: "disputed", endedAtSeconds: NOW, settledAtSeconds: NOW + 7 })] },
      ["recovery_closed", null, "R-0F8E2D1C", 7],
    ],
    [
      "cancelled",
      { recoveries: [recovery({ outcome: "cancelled", endedAtSeconds: NOW - 30 * 86_400 + 1 })] },
      ["recovery_cancelled", null, "R-0F8E2D1C", 1],
    ],
    ["cancelled long ago", { recoveries: [recovery({ outcome: "cancelled", endedAtSeconds: NOW - 30 * 86_400 })] }, null],
    [
      "locked to strangers",
      { guesses: [{ purpose: "password", lane: "strangers", failures: 4, failedAtSeconds: NOW - 1 }] },
      ["locked_out", "password", "locked_out", (LOCK_CURVES.strangers.lockSecondsByFailures[4] ?? 0) - 1],
    ],
    ["not locked yet", { guesses: [{ purpose: "password", lane: "strangers", failures: 3, failedAtSeconds: NOW }] }, null],
    [
      "locked to their own browser",
      { guesses: [{ purpose: "totp", lane: "known_device", failures: 3, failedAtSeconds: NOW }] },
      ["locked_out", "totp:known_device", "locked_out", 5],
    ],
    [
      "out of recovery codes for the day",
      { recoveryAttempts: [{ kind: "mail_code", startedAtSeconds: NOW - 9, uses: RECOVERY_LIMITS.mail_code }] },
      ["locked_out", "recovery-mail-code", "locked_out", 86_400 - 9],
    ],
    [
      "one short of that",
      { recoveryAttempts: [{ kind: "mail_code", startedAtSeconds: NOW - 9, uses: RECOVERY_LIMITS.mail_code - 1 }] },
      null,
    ],
    [
      "passkeys only",
      { closedWays: [{ way: "password", closedAtSeconds: 1, opensAtSeconds: null }] },
      ["passkey_only", null, "P-AABBCCDD", null],
    ],
    [
      "leaving that",
      { closedWays: [{ way: "password", closedAtSeconds: 1, opensAtSeconds: NOW + 2 }] },
      ["passkey_only_leaving", null, "P-AABBCCDD", 2],
    ],
    ["having left", { closedWays: [{ way: "password", closedAtSeconds: 1, opensAtSeconds: NOW }] }, null],
    [
      "without an authenticator",
      { closedWays: [{ way: "authenticator", closedAtSeconds: 1, opensAtSeconds: null }] },
      ["authenticator_removed", null, "A-AABBCCDD", null],
    ],
    ["changing its email", { emailChangeEndsAtSeconds: NOW + 3 }, ["email_changing", null, "E-AABBCCDD", 3]],
    ["not changing it any more", { emailChangeEndsAtSeconds: NOW }, null],
    [
      "signed out",
      { sessions: [session({ isRevoked: true, revokedAtSeconds: NOW - 1, revokedReason: "account_frozen" })] },
      ["session_ended", "account_frozen", "S-0F8E2D1C", null],
    ],
    ["signed out by idleness", { sessions: [session({ lastSeenAtSeconds: NOW - 1_800 })] }, ["session_ended", "idle", "S-0F8E2D1C", null]],
    [
      "signed out a day ago",
      { sessions: [session({ isRevoked: true, revokedAtSeconds: NOW - ENDED_TOLD_SECONDS, revokedReason: "session_revoked" })] },
      null,
    ],
    [
      "with a withdrawal to approve",
      { withdrawals: [{ id: ID, state: "awaiting_approval", createdAtSeconds: 1, expiresAtSeconds: NOW + 4 }] },
      ["withdrawal", "awaiting_approval", "W-0F8E2D1C", 4],
    ],
    [
      "with one that nobody approved",
      { withdrawals: [{ id: ID, state: "awaiting_approval", createdAtSeconds: 1, expiresAtSeconds: NOW }] },
      ["withdrawal", "expired", "W-0F8E2D1C", null],
    ],
  ] as const)("%s", (_name, facts, expected) => {
    expect(only(facts as Partial<StandingFacts>)).toEqual(expected);
  });

  it("of the gravest kind comes first, and of two holds the longer one", () => {
    const holds = [3, 9].map((ends) => ({ id: ID, reason: "first_factor", startedAtSeconds: 1, endsAtSeconds: NOW + ends }) as const);
    const found = states({ freeze: { sinceSeconds: 1, unfreezesAtSeconds: null }, holds, recoveries: [recovery({})] });
    expect(found.map(({ kind, remainingSeconds }) => [kind, remainingSeconds])).toEqual([
      ["frozen", null],
      ["hold", 9],
      ["hold", 3],
      ["recovery_waiting", 100],
    ]);
  });
});

describe("a code", () => {
  it("is read as people say it, and nothing else is one", () => {
    expect(supportCode("R", ID)).toBe("R-0F8E2D1C");
    for (const said of ["R-0F8E2D1C", "r-0f8e2d1c", " r 0f8e 2d1c ", "R0F8E2D1C"])
      expect(readSupportCode(said)).toEqual({ subject: "recovery", prefix: "0f8e2d1c" });
    for (const other of ["", "R-0F8E2D1", "R-0F8E2D1CC", "X-0F8E2D1C", "R-0F8E2D1G", "ana@holdfast.test", "locked_out", ID])
      expect(readSupportCode(other)).toBeNull();
  });

  it("of a lock is the one that the sign-in screen shows, and names no account", () => {
    expect(sentenceFor("LockedOutException", "Retry after 30 seconds.").code).toBe(LOCK_CODE);
    expect(readSupportCode(LOCK_CODE)).toBeNull();
  });
});
