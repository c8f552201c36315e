import { describe, expect, it } from "vitest";
import { ACT_RULES, HOLD_REASONS } from "@/lib/policy/account-policy";
import { ACT_LINES, HOLD_LINES } from "./policy-words";

describe("the policy in words", () => {
  it("has a line for every act and every hold", () => {
    expect(ACT_LINES).toHaveLength(Object.keys(ACT_RULES).length);
    expect(HOLD_LINES).toHaveLength(HOLD_REASONS.length);
  });

  it("says what each act takes, and what each hold stops and for how long", () => {
    const proofOf = (act: string) => ACT_LINES.find((line) => line.act === act)?.proof;
    expect(proofOf("Withdraw")).toBe("A passkey, or password and code");
    expect(proofOf("Replace the authenticator")).toBe("Your passkey; password and code if you have none");
    expect(proofOf("Switch to passkeys only")).toBe("A passkey");
    expect(HOLD_LINES.find(({ after }) => after.startsWith("A recovery"))).toMatchObject({
      lasts: "3 d",
      waits: "Withdrawals and changes",
    });
    expect(HOLD_LINES.find(({ after }) => after.startsWith("The email"))).toMatchObject({ lasts: "24 h", waits: "Withdrawals" });
  });
});
