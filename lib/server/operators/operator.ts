// The operator of a request, as both gates agree on them.
import "server-only";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";

/** Somebody of the support desk, with a verified token of the staff's pool and a living row in the desk's own registry. */
export interface Operator {
  readonly sub: string;
  readonly sessionId: string;
  /** Shown to colleagues and traders; it holds nothing of the email. */
  readonly handle: string;
  readonly authTimeSeconds: number;
  /** Whether one of their passkeys counts for acts now. */
  readonly hasPasskey: boolean;
}

/** What only the room of sign-in and sessions needs of them besides. Seconds since the Unix epoch. */
export interface SignedInOperator extends Operator {
  readonly email: string;
  readonly originJti: string;
  readonly createdAtSeconds: number;
  readonly expiresAtSeconds: number;
  readonly idleEndsAtSeconds: number;
  /** The real token, for calls to the staff's pool on their behalf. It must never reach a response body. */
  readonly accessToken: string;
  readonly claims: VerifiedClaims;
}
