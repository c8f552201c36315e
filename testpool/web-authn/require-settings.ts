// Every passkey operation needs the pool's passkey settings.
import { CognitoException } from "../protocol/cognito-exception";
import type { PoolRecord, WebAuthnSettings } from "../store/settings-records";

/** At most so many passkeys for each user (documented). */
export const PASSKEYS_MAX = 20;

/** The settings, or WebAuthnNotEnabledException where passkeys are no first factor of the pool (sentence assumed). */
export function requireWebAuthn(pool: PoolRecord): WebAuthnSettings {
  if (pool.webAuthn === null || !pool.firstFactors.includes("WEB_AUTHN")) {
    throw new CognitoException("WebAuthnNotEnabledException", "WebAuthn is not enabled for this user pool.");
  }
  return pool.webAuthn;
}

/** WebAuthnConfigurationMissingException for a pool that allows passkeys and names no relying party for them (sentence assumed). */
export function refuseMissingConfiguration(pool: PoolRecord): void {
  if (pool.webAuthn === null && pool.firstFactors.includes("WEB_AUTHN")) {
    throw new CognitoException("WebAuthnConfigurationMissingException", "The user pool has no WebAuthn configuration.");
  }
}

/** Refuses a twenty-first passkey with LimitExceededException (exception documented, sentence assumed). */
export function checkPasskeyCount(count: number): void {
  if (count >= PASSKEYS_MAX) {
    throw new CognitoException("LimitExceededException", `A user may have at most ${PASSKEYS_MAX} passkeys.`);
  }
}
