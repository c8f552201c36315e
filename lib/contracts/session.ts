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
    readonly factors: readonly string[];
  };
  readonly shells: { readonly username: string; readonly accessToken: string; readonly idToken: string; readonly refreshToken: string };
}

/** One row of `GET /api/sessions`. */
export interface SessionListEntry {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly device: string;
  readonly network: string;
  readonly factors: readonly string[];
}
