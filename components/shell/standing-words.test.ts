import { describe, expect, test } from "vitest";
import { standingWords } from "./standing-words";

const hold = (reason: "first_factor" | "unknown_passkey") => ({
  reason,
  startedAt: "2026-11-23T14:05:00Z",
  endsAt: "2026-11-24T14:05:00Z",
  supportCode: "H-0F8E2D1C",
});

describe("the banner", () => {
  test("a trader in good standing is told nothing", () => {
    expect(standingWords({ nowSeconds: 0, hold: null, readOnlyReason: null })).toBeNull();
  });

  test.each(["first_factor", "unknown_passkey"] as const)("a hold for %s says until when, since when, why and what works", (reason) => {
    const words = standingWords({ nowSeconds: 0, hold: hold(reason), readOnlyReason: null });
    expect(words?.title).toMatch(/^Withdrawals are on hold until 24 Nov 2026, 14:05:00 UTC/);
    expect(words?.why).toContain("Since 23 Nov 2026");
    expect(words?.until).toBe("2026-11-24T14:05:00Z");
    expect(words?.supportCode).toBe("H-0F8E2D1C");
    expect(words?.why).toContain("because");
    expect(words?.works).toContain("works");
  });

  test("only a passkey from elsewhere asks the trader to act", () => {
    expect(standingWords({ nowSeconds: 0, hold: hold("first_factor"), readOnlyReason: null })?.todo).toEqual([]);
    expect(standingWords({ nowSeconds: 0, hold: hold("unknown_passkey"), readOnlyReason: null })?.todo.join(" ")).toMatch(
      /passkey.*sessions.*password/,
    );
  });

  test("a freeze is told before everything else, with the end of its wait where there is one", () => {
    const freeze = { since: "2026-11-23T14:05:00Z", unfreezesAt: null, supportCode: "F-AABBCCDD" };
    const frozen = standingWords({ nowSeconds: 0, hold: hold("unknown_passkey"), readOnlyReason: "unknown_passkey", freeze });
    expect(frozen?.title).toBe("This account is frozen.");
    expect(frozen?.why).toContain("Since 23 Nov 2026");
    expect(frozen?.supportCode).toBe("F-AABBCCDD");
    const waiting = standingWords({
      nowSeconds: 0,
      hold: null,
      readOnlyReason: "frozen",
      freeze: { ...freeze, unfreezesAt: "2026-11-24T14:05:00Z" },
    });
    expect(waiting?.title).toContain("until 24 Nov 2026, 14:05:00 UTC");
    expect(waiting?.works).toMatch(/Nobody can shorten.*freeze the account again/);
  });

  test("a session that may only look says so before it speaks of the hold", () => {
    expect(standingWords({ nowSeconds: 0, hold: hold("unknown_passkey"), readOnlyReason: "unknown_passkey" })?.title).toContain(
      "may look but not act",
    );
  });
});
