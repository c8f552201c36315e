// Every passkey operation needs the pool's passkey settings.
import { CognitoException } from "../protocol/cognito-exception";
import type { PoolRecord, WebAuthnSettings } from "../store/settings-records";

/** At most so many passkeys for each user (documented). */
export const PASSKEYS_MAX = 20;

/** The settings, or WebAuthnNotEnabledException (sentence assumed). */
export function requireWebAuthn(pool: PoolRecord): WebAuthnSettings {
  if (pool.webAuthn === null) {
    throw new CognitoException("WebAuthnNotEnabledException", "WebAuthn is not enabled for this user pool.");
  }
  return pool.webAuthn;
}

/** Refuses a twenty-first passkey with LimitExceededException (exception documented, sentence assumed). */
export function checkPasskeyCount(count: number): void {
  if (count >= PASSKEYS_MAX) {
    throw new CognitoException("LimitExceededException", `A user may have at most ${PASSKEYS_MAX} passkeys.`);
  }
}
