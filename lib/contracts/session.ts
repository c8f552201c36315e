// What the browser may know of its own session. The shells are stand-ins without authority (see the shells' own rules).

/** Answer of `GET /api/auth/session` and of a refresh. Times are ISO 8601 in UTC. */
export interface SessionDto {
  readonly user: { readonly sub: string; readonly email: string };
  readonly session: {
    readonly id: string;
    /** When the trader last proved who they are. A refresh does not move it. */
    readonly authTime: string;
    /** When the session ends whatever the trader does. */
    readonly expiresAt: string;
    /** When it ends if the trader does nothing. What a page asks by itself does not move it. */
    readonly idleEndsAt: string;
    /** The server's clock at this answer: a browser's own may be wrong. */
    readonly now: string;
    readonly isViewOnly: boolean;
    readonly factors: readonly string[];
  };
  readonly shells: { readonly username: string; readonly accessToken: string; readonly idToken: string; readonly refreshToken: string };
}

/** What a session is good for: everything, looking (by choice, or because of its passkey), or everything after a hold (it came in by a way back). */
export type SessionKind = "full" | "view_only" | "unknown_passkey" | "recovery";

/** One row of `GET /api/sessions`. */
export interface SessionListEntry {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly device: string;
  readonly network: string;
  readonly factors: readonly string[];
  readonly kind: SessionKind;
}
