// The browser's form of an AuthenticationResult.
import "server-only";
import { shellTokens } from "@/lib/identity/shell-tokens";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";

/** Shells, and how many seconds they last. They name a sign-in and prove nothing. */
export function shellResult(signIn: { readonly claims: VerifiedClaims; readonly email: string }, nowSeconds: number): object {
  const { claims, email } = signIn;
  const shells = shellTokens({ ...claims, email });
  return {
    AuthenticationResult: {
      AccessToken: shells.accessToken,
      IdToken: shells.idToken,
      RefreshToken: shells.refreshToken,
      ExpiresIn: Math.max(1, claims.expiresAtSeconds - nowSeconds),
      TokenType: "Bearer",
    },
    ChallengeParameters: {},
  };
}
