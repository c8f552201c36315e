import { describe, expect, it } from "vitest";
import { HOLD_REASONS, HOLDS, holdsAgainst } from "./account-policy";
import { PURPOSES } from "./purpose";

const DAY_SECONDS = 86_400;

describe("the policy of an account", () => {
  it("lets every hold stop withdrawals, and last a day at least", () => {
    expect(holdsAgainst("withdrawal")).toEqual(HOLD_REASONS);
    for (const reason of HOLD_REASONS) expect(HOLDS[reason].seconds).toBeGreaterThanOrEqual(DAY_SECONDS);
  });

  it("lets every way back stop every change, but never the unfreezing", () => {
    const waysBack = ["password_reset", "recovery_code", "delayed_recovery", "unfreeze"];
    for (const purpose of PURPOSES) {
      if (purpose === "withdrawal" || purpose === "unfreeze" || purpose === "order") continue;
      expect([...holdsAgainst(purpose)].sort()).toEqual([...waysBack].sort());
    }
    expect(holdsAgainst("unfreeze")).toEqual([]);
    // Trading stays within custody, so nothing waits for it.
    expect(holdsAgainst("order")).toEqual([]);
  });
});
