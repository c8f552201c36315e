import { describe, expect, it } from "vitest";
import { isTouchDue, sessionEnds, sessionStanding, type SessionTimes } from "./session-standing";

const LIMITS = { sessionAbsoluteSeconds: 43_200, sessionIdleSeconds: 1_800 };
const START = 1_790_000_000;
const session = (changes: Partial<SessionTimes> = {}): SessionTimes => ({
  createdAtSeconds: START,
  lastSeenAtSeconds: START,
  isRevoked: false,
  factors: ["password", "totp"],
  ...changes,
});

describe("a session", () => {
  it("is alive one second before it has been idle for half an hour, and idle at that second", () => {
    expect(sessionStanding(session(), LIMITS, START + 1_799)).toBe("alive");
    expect(sessionStanding(session(), LIMITS, START + 1_800)).toBe("idle");
  });

  it("has a shorter idle limit where its row says one, and never a longer one", () => {
    expect(sessionStanding(session({ idleSecondsMax: 600 }), LIMITS, START + 599)).toBe("alive");
    expect(sessionStanding(session({ idleSecondsMax: 600 }), LIMITS, START + 600)).toBe("idle");
    expect(sessionStanding(session({ idleSecondsMax: 9_999 }), LIMITS, START + 1_800)).toBe("idle");
    expect(sessionEnds(session({ idleSecondsMax: 600 }), LIMITS)).toEqual({
      idleEndsAtSeconds: START + 600,
      endsAtSeconds: START + 43_200,
    });
  });

  it("ends twelve hours after it began whatever the trader does, and not a second before", () => {
    expect(sessionStanding(session({ lastSeenAtSeconds: START + 43_199 }), LIMITS, START + 43_199)).toBe("alive");
    expect(sessionStanding(session({ lastSeenAtSeconds: START + 43_200 }), LIMITS, START + 43_200)).toBe("ended");
  });

  it("is over once revoked, at any time", () => {
    expect(sessionStanding(session({ isRevoked: true }), LIMITS, START)).toBe("revoked");
  });

  it.each([[["passkey"]], [["password", "totp"]], [["totp", "password"]], [["password", "totp", "passkey"]]] as const)(
    "stands on %j",
    (factors) => {
      expect(sessionStanding(session({ factors }), LIMITS, START)).toBe("alive");
    },
  );

  it.each([[[]], [["password"]], [["totp"]], [["password", "password"]]] as const)("does not stand on %j", (factors) => {
    expect(sessionStanding(session({ factors }), LIMITS, START)).toBe("factors_insufficient");
  });

  it("is written down at most every 30 seconds", () => {
    expect(isTouchDue(START, START + 29)).toBe(false);
    expect(isTouchDue(START, START + 30)).toBe(true);
  });
});
