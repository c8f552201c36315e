// A user as every way of creating one begins with.
import type { UserRecord } from "./records";

/** A confirmed, enabled user without password, factors, codes and groups; `changes` says what is different. */
export function newUser(
  identity: Pick<UserRecord, "poolId" | "username" | "sub">,
  nowSeconds: number,
  changes: Partial<UserRecord> = {},
): UserRecord {
  return {
    ...identity,
    attributes: {},
    pendingAttributes: {},
    status: "CONFIRMED",
    enabled: true,
    createdAtSeconds: nowSeconds,
    modifiedAtSeconds: nowSeconds,
    srp: null,
    passwordExpiresAtSeconds: null,
    passwordHistory: [],
    totp: null,
    pendingTotpSecret: null,
    mfa: { softwareToken: false, email: false, webAuthn: false, preferred: null },
    codes: {},
    groups: [],
    ...changes,
  };
}
