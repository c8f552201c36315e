import { describe, expect, it } from "vitest";
import { type Act, type GrantFacts, judgeGrant, judgeOpenGrant } from "./judge-grant";
import { GRANT_OPEN_SECONDS, PROOF_GOOD_SECONDS } from "@/lib/policy/account-policy";

const OPENED = 1_800_000_000;
const PROVEN = OPENED + 60;
const ASKER = { sub: "ana", sessionId: "s-1" };
const ACT: Act = { purpose: "withdrawal", subjectId: "w-1", termsHash: "h-1" };

const open = (changes: Partial<GrantFacts> = {}): GrantFacts => ({
  ...ASKER,
  ...ACT,
  isWhole: true,
  proofs: ["passkey", "password_totp"],
  expiresAtSeconds: OPENED + GRANT_OPEN_SECONDS,
  proofEndsAtSeconds: null,
  isUsed: false,
  ...changes,
});
const proven = (changes: Partial<GrantFacts> = {}): GrantFacts => open({ proofEndsAtSeconds: PROVEN + PROOF_GOOD_SECONDS, ...changes });
const use = (grant: GrantFacts | null, act: Partial<Act> = {}, nowSeconds = PROVEN) =>
  judgeGrant(grant, ASKER, { ...ACT, ...act }, nowSeconds);

describe("a grant", () => {
  it("that was proven may be used for its act", () => {
    expect(use(proven())).toBeNull();
  });

  it("may be used until the last second before its proof ends, and not from then on", () => {
    expect(PROOF_GOOD_SECONDS).toBe(120);
    expect(use(proven(), {}, PROVEN + 119)).toBeNull();
    expect(use(proven(), {}, PROVEN + 120)).toBe("grant_expired");
  });

  it("may be used after its opening has passed, as long as the proof is good", () => {
    const late = proven({ proofEndsAtSeconds: OPENED + 299 + PROOF_GOOD_SECONDS });
    expect(use(late, {}, OPENED + 300)).toBeNull();
  });

  it("that nobody proved asks for the proof until it expires", () => {
    expect(GRANT_OPEN_SECONDS).toBe(300);
    expect(use(open(), {}, OPENED + 299)).toBe("unproven");
    expect(use(open(), {}, OPENED + 300)).toBe("grant_expired");
  });

  it.each([
    ["nobody's", null, {}, "not_found"],
    ["another trader's", proven({ sub: "bob" }), {}, "not_found"],
    ["of another session", proven({ sessionId: "s-2" }), {}, "other_session"],
    ["for another purpose", proven(), { purpose: "address" }, "grant_mismatch"],
    ["for another subject", proven(), { subjectId: "w-2" }, "grant_mismatch"],
    ["for other terms", proven(), { termsHash: "h-2" }, "grant_mismatch"],
    ["whose stored terms were changed", proven({ isWhole: false }), {}, "grant_mismatch"],
    ["that was used", proven({ isUsed: true }), {}, "grant_used"],
  ] as const)("%s may not be used", (_what, grant, act, fault) => {
    expect(use(grant, act)).toBe(fault);
  });

  it("is judged in one order, so that nothing is said of another's grant", () => {
    const everything = proven({ sub: "bob", sessionId: "s-2", termsHash: "h-2", isUsed: true, proofEndsAtSeconds: PROVEN });
    expect(use(everything)).toBe("not_found");
    expect(use({ ...everything, sub: "ana" })).toBe("other_session");
    expect(use({ ...everything, ...ASKER })).toBe("grant_mismatch");
    expect(use({ ...everything, ...ASKER, ...ACT })).toBe("grant_used");
    expect(use({ ...everything, ...ASKER, ...ACT, isUsed: false })).toBe("grant_expired");
  });
});

describe("a grant that waits for its proof", () => {
  const prove = (grant: GrantFacts | null, nowSeconds = PROVEN, proof: "passkey" | "password_totp" = "passkey") =>
    judgeOpenGrant(grant, ASKER, proof, nowSeconds);

  it("takes every proof it was opened for, until the last second before it expires", () => {
    expect(prove(open())).toBeNull();
    expect(prove(open(), PROVEN, "password_totp")).toBeNull();
    expect(prove(open(), OPENED + 299)).toBeNull();
    expect(prove(open(), OPENED + 300)).toBe("grant_expired");
  });

  it("takes no other proof", () => {
    expect(prove(open({ proofs: ["passkey"] }), PROVEN, "password_totp")).toBe("proof_not_allowed");
    expect(prove(open({ proofs: ["password_totp"] }))).toBe("proof_not_allowed");
  });

  it.each([
    ["nobody's", null, "not_found"],
    ["another trader's", open({ sub: "bob" }), "not_found"],
    ["of another session", open({ sessionId: "s-2" }), "other_session"],
    ["whose stored terms were changed", open({ isWhole: false }), "grant_mismatch"],
    ["that was used", proven({ isUsed: true }), "grant_used"],
    ["that was proven", proven(), "already_proven"],
  ] as const)("takes none when it is one %s", (_what, grant, fault) => {
    expect(prove(grant)).toBe(fault);
  });
});
