// Authenticator codes (RFC 6238, SHA-1, 6 digits, 30 s), accepted one step either side of now and never twice.
import { Secret, TOTP } from "otpauth";

const PERIOD_SECONDS = 30;
const WINDOW_STEPS = 1;

export type TotpVerdict = { readonly kind: "accepted"; readonly step: number } | { readonly kind: "wrong" } | { readonly kind: "used" };

/** A fresh secret of 32 bytes in base32: 52 characters, the length that Cognito hands out (observed). */
export function makeTotpSecret(): string {
  return new Secret({ size: 32 }).base32;
}

/**
 * Judges a code at `nowMs`. A code of a step at or before `lastUsedStep` was used already: Cognito refuses it in the
 * same window (observed by several projects); refusing older steps too is assumed.
 */
export function judgeTotp(secret: string, code: string, nowMs: number, lastUsedStep: number): TotpVerdict {
  if (!/^\d{6}$/.test(code)) return { kind: "wrong" };
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_SECONDS, algorithm: "SHA1" });
  const delta = totp.validate({ token: code, timestamp: nowMs, window: WINDOW_STEPS });
  if (delta === null) return { kind: "wrong" };
  const step = Math.floor(nowMs / 1000 / PERIOD_SECONDS) + delta;
  return step <= lastUsedStep ? { kind: "used" } : { kind: "accepted", step };
}
