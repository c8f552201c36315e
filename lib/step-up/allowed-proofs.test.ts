import { describe, expect, it } from "vitest";
import { ACT_RULES } from "@/lib/policy/account-policy";
import { PROOFS, PURPOSES } from "@/lib/policy/purpose";
import { allowedProofs } from "./allowed-proofs";

const ACTS_OF_EITHER = ["withdrawal", "address", "order", "passkey_add", "passkey_remove"] as const;
const ACTS_OF_THE_STRONGEST = [
  "totp_change",
  "password_change",
  "email_change",
  "recovery_codes",
  "account_delete",
  "unfreeze",
  "api_key",
] as const;
const ACTS_OF_A_PASSKEY = ["passkey_only_enter", "passkey_only_leave"] as const;

describe("the proofs on offer", () => {
  it.each(ACTS_OF_EITHER)("for %s are both with a passkey, and password and code without", (purpose) => {
    expect(allowedProofs(purpose, PROOFS, true)).toEqual(["passkey", "password_totp"]);
    expect(allowedProofs(purpose, PROOFS, false)).toEqual(["password_totp"]);
  });

  it.each(ACTS_OF_THE_STRONGEST)("for %s are the passkey alone where there is one", (purpose) => {
    expect(allowedProofs(purpose, PROOFS, true)).toEqual(["passkey"]);
    expect(allowedProofs(purpose, PROOFS, false)).toEqual(["password_totp"]);
  });

  it.each(ACTS_OF_A_PASSKEY)("for %s are a passkey or nothing", (purpose) => {
    expect(allowedProofs(purpose, PROOFS, true)).toEqual(["passkey"]);
    expect(allowedProofs(purpose, PROOFS, false)).toEqual([]);
  });

  it("are listed here for every act that there is", () => {
    expect([...ACTS_OF_EITHER, ...ACTS_OF_THE_STRONGEST, ...ACTS_OF_A_PASSKEY].sort()).toEqual([...PURPOSES].sort());
    expect(Object.keys(ACT_RULES).sort()).toEqual([...PURPOSES].sort());
  });

  it("hold no password and code once the trader has closed that way, and nothing at all without a passkey", () => {
    for (const purpose of PURPOSES) {
      expect(allowedProofs(purpose, PROOFS, true, true)).toEqual(["passkey"]);
      expect(allowedProofs(purpose, PROOFS, false, true)).toEqual([]);
      expect(allowedProofs(purpose, PROOFS, true, false)).toContain("passkey");
    }
  });

  it("never go beyond what the act itself leaves", () => {
    expect(allowedProofs("withdrawal", ["passkey"], true)).toEqual(["passkey"]);
    expect(allowedProofs("withdrawal", ["passkey"], false)).toEqual([]);
    expect(allowedProofs("withdrawal", ["password_totp"], true)).toEqual(["password_totp"]);
    expect(allowedProofs("withdrawal", [], true)).toEqual([]);
  });
});
