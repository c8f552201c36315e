// What a verified access token says. Only the verifier makes one, so that a decoded token cannot be mistaken for a verified one.

/** Claims of an access token whose signature and every field were judged. Times are whole seconds since the Unix epoch. */
export interface VerifiedClaims {
  readonly sub: string;
  readonly username: string;
  readonly jti: string;
  /** Names the sign-in; it survives refreshes and is the key of the session registry. */
  readonly originJti: string;
  readonly clientId: string;
  readonly scope: readonly string[];
  readonly authTimeSeconds: number;
  readonly issuedAtSeconds: number;
  readonly expiresAtSeconds: number;
}
