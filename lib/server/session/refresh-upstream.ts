// One exchange of a refresh token at the user pool, with every doubt about the answer settled before anyone receives it.
import "server-only";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import { claimsDespiteTime, verifyAccessToken } from "@/lib/server/tokens/verify-access-token";
import type { SessionParts } from "./session-parts";

/** Fresh tokens of one session. */
export interface FreshTokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

/** Why the pool will never again refresh this session. `reused`: a rotated token came back after its grace. */
export type RefreshEnd = "reused" | "refused" | "foreign_tokens";

// Only these end a session. Throttling, a wrong client secret or a name we do not know is an outage to us: nobody is signed out by it.
const ENDS: Readonly<Record<string, RefreshEnd>> = {
  NotAuthorizedException: "refused",
  RefreshTokenReuseException: "reused",
  UserNotFoundException: "refused",
  UserNotConfirmedException: "refused",
  PasswordResetRequiredException: "refused",
};
const OUR_OWN_FAULT = /secret|client/i;

/**
 * Asks GetTokensFromRefreshToken. The answer must verify and belong to the same trader and sign-in; its time alone may seem wrong, because the old
 * refresh token is spent and losing the new one would sign the trader out for our clock's fault. Throws UnavailableError for every other doubt.
 */
export async function refreshUpstream(
  refreshToken: string,
  session: { readonly sub: string; readonly originJti: string },
  parts: SessionParts,
): Promise<Result<{ readonly tokens: FreshTokens; readonly claims: VerifiedClaims }, RefreshEnd>> {
  const { clientId, clientSecret } = parts.settings.pool;
  const answer = await parts.callCognito("GetTokensFromRefreshToken", {
    RefreshToken: refreshToken,
    ClientId: clientId,
    ClientSecret: clientSecret.reveal(),
  });
  if (!answer.ok) {
    const end = OUR_OWN_FAULT.test(answer.refusal.message) ? undefined : ENDS[answer.refusal.name];
    if (end) return refuse(end);
    parts.log.error("refresh_not_understood", { name: answer.refusal.name });
    throw new UnavailableError("cognito", "The user pool could not refresh.");
  }
  const tokens = readTokens(answer.value, refreshToken);
  const judged = await verifyAccessToken(tokens.accessToken, parts.clock.nowSeconds(), parts.gate.access);
  const claims = claimsDespiteTime(judged);
  if (claims === null) throw new UnavailableError("cognito", "The refreshed token does not verify.");
  const isSame = claims.sub === session.sub && claims.originJti === session.originJti;
  return isSame ? accept({ tokens, claims }) : refuse("foreign_tokens");
}

/** Without rotation the pool answers no refresh token, and the old one stays. */
function readTokens(answer: Readonly<Record<string, unknown>>, oldRefreshToken: string): FreshTokens {
  const result = answer["AuthenticationResult"];
  const { AccessToken, IdToken, RefreshToken } = (typeof result === "object" && result !== null ? result : {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof AccessToken !== "string" || typeof IdToken !== "string")
    throw new UnavailableError("cognito", "The user pool answered no tokens.");
  return { accessToken: AccessToken, idToken: IdToken, refreshToken: typeof RefreshToken === "string" ? RefreshToken : oldRefreshToken };
}
