// What the desk's pages may know of their own session and of each other's passkeys. The shells are stand-ins without authority.

/** Answer of `GET /api/ops/session` and of a renewal. Times are ISO 8601 in UTC. */
export interface OperatorSessionDto {
  readonly operator: { readonly handle: string; readonly hasPasskey: boolean };
  readonly session: {
    readonly id: string;
    readonly authTime: string;
    readonly expiresAt: string;
    readonly idleEndsAt: string;
    /** The server's clock at this answer. */
    readonly now: string;
  };
  readonly shells: { readonly username: string; readonly accessToken: string; readonly idToken: string; readonly refreshToken: string };
}

/** One row of `GET /api/ops/sessions`: the operator's own. */
export interface OperatorSessionListEntry {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly device: string;
  readonly network: string;
  readonly factors: readonly string[];
}

/** One row of `GET /api/ops/passkeys`: every operator's, because colleagues watch over each other's. */
export interface OperatorPasskeyEntry {
  readonly credentialId: string;
  readonly handle: string;
  readonly isOwn: boolean;
  readonly name: string;
  readonly addedAt: string;
  /** From then on it approves; before, it only signs in. */
  readonly countsFrom: string;
  readonly counts: boolean;
}
