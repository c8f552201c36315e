// The stand-ins that page JavaScript holds in place of tokens: readable by Amplify, worthless to a thief.
// Nothing on the server may take one as proof; it only names the session whose cookie must prove itself.

/** What a shell tells Amplify. All times are whole seconds since the Unix epoch. */
export interface ShellClaims {
  readonly sub: string;
  readonly username: string;
  readonly email: string;
  readonly originJti: string;
  readonly issuedAtSeconds: number;
  readonly expiresAtSeconds: number;
  readonly authTimeSeconds: number;
}

/** The three stand-ins under the names that Amplify stores. */
export interface ShellTokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

const encode = (value: object): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
};

const shell = (payload: object): string => `${encode({ alg: "none", typ: "shell" })}.${encode(payload)}.shell`;

/** Makes the stand-ins of one session. Same claims, same shells: nothing random and nothing secret is in them. */
export function shellTokens(claims: ShellClaims): ShellTokens {
  const shared = {
    sub: claims.sub,
    origin_jti: claims.originJti,
    auth_time: claims.authTimeSeconds,
    iat: claims.issuedAtSeconds,
    exp: claims.expiresAtSeconds,
  };
  return {
    accessToken: shell({ ...shared, token_use: "access", username: claims.username }),
    idToken: shell({ ...shared, token_use: "id", "cognito:username": claims.username, email: claims.email }),
    refreshToken: `shell.${claims.originJti}`,
  };
}
