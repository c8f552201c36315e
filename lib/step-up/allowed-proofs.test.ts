import { describe, expect, it } from "vitest";
import { allowedProofs } from "./allowed-proofs";
import { PROOFS, PURPOSES } from "./purpose";

describe("the proofs on offer", () => {
  it.each(PURPOSES.filter((purpose) => purpose !== "totp_change"))(
    "for %s are both with a passkey, and password and code without",
    (purpose) => {
      expect(allowedProofs(purpose, PROOFS, true)).toEqual(["passkey", "password_totp"]);
      expect(allowedProofs(purpose, PROOFS, false)).toEqual(["password_totp"]);
    },
  );

  it("for a change of the authenticator are the passkey alone where there is one", () => {
    expect(allowedProofs("totp_change", PROOFS, true)).toEqual(["passkey"]);
    expect(allowedProofs("totp_change", PROOFS, false)).toEqual(["password_totp"]);
  });

  it("never go beyond what the act itself leaves", () => {
    expect(allowedProofs("withdrawal", ["passkey"], true)).toEqual(["passkey"]);
    expect(allowedProofs("withdrawal", ["passkey"], false)).toEqual([]);
    expect(allowedProofs("withdrawal", ["password_totp"], true)).toEqual(["password_totp"]);
    expect(allowedProofs("withdrawal", [], true)).toEqual([]);
  });
});
