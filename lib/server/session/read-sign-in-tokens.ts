// The tokens of a finished sign-in, believed only after the strict verifier.
import "server-only";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import { verifyAccessToken } from "@/lib/server/tokens/verify-access-token";
import type { SessionParts } from "./session-parts";

/** Both tokens verified and about the same sign-in. Anything else is the pool's nonsense: UnavailableError("cognito"). */
export async function readSignInTokens(
  signIn: { readonly accessToken: string; readonly idToken: string },
  parts: SessionParts,
  nowSeconds: number,
): Promise<{ claims: VerifiedClaims; email: string }> {
  const access = await verifyAccessToken(signIn.accessToken, nowSeconds, parts.gate.access);
  const id = await parts.gate.id.verify(signIn.idToken, nowSeconds);
  const isSame = access.ok && id.ok && id.value["sub"] === access.value.sub && id.value["origin_jti"] === access.value.originJti;
  if (!isSame) {
    const check = !access.ok
      ? `access:${"check" in access.refusal ? access.refusal.check : access.refusal.code}`
      : !id.ok
        ? `id:${"check" in id.refusal ? id.refusal.check : "expired"}`
        : "same_sign_in";
    parts.log.error("sign_in_tokens_refused", { check });
    throw new UnavailableError("cognito", "The user pool answered tokens that do not verify.");
  }
  return { claims: access.value, email: String(id.value["email"]) };
}
