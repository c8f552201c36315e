// The trader of a request, as both gates agree on them.
import "server-only";
import type { ReadOnlyReason } from "@/lib/contracts/holds";
import type { Factor } from "@/lib/identity/factor";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";

export type { Factor } from "@/lib/identity/factor";

/** A signed-in trader: a verified token and a living registry row. Times are whole seconds since the Unix epoch. */
export interface Trader {
  readonly sub: string;
  readonly email: string;
  readonly sessionId: string;
  readonly originJti: string;
  readonly factors: readonly Factor[];
  /** Why this session may look but not act; null for one that may act. */
  readonly readOnlyReason: ReadOnlyReason | null;
  readonly authTimeSeconds: number;
  readonly createdAtSeconds: number;
  /** When the session ends whatever the trader does; the token ends earlier and is refreshed. */
  readonly expiresAtSeconds: number;
  /** When it ends if the trader does nothing more. */
  readonly idleEndsAtSeconds: number;
  /** Whether this request comes from a network that the session was not renewed from: it may read, and must be renewed before it acts. */
  readonly hasMoved: boolean;
  /** The real token, for calls to the user pool on the trader's behalf. It must never reach a response body. */
  readonly accessToken: string;
  readonly claims: VerifiedClaims;
}
