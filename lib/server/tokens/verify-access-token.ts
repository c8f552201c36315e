// The verifier as the rest of the server knows it: a token in, verified claims out.
import "server-only";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { scopeWords } from "@/lib/identity/token-claim-checks";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import type { RawClaims, TokenVerifier } from "./create-token-verifier";
import { tokenGate } from "./token-gate";

/**
 * `expired` and `early`: the pool's own token, right in everything but its time, so the claims still name the session; who holds one renews it.
 * `refused`: the named check said no.
 */
export type TokenFault =
  { readonly code: "expired" | "early"; readonly claims: VerifiedClaims } | { readonly code: "refused"; readonly check: string };

// The checks have judged every type; the conversions only tell the compiler.
const shape = (raw: RawClaims): VerifiedClaims => ({
  sub: String(raw["sub"]),
  username: String(raw["username"]),
  jti: String(raw["jti"]),
  originJti: String(raw["origin_jti"]),
  clientId: String(raw["client_id"]),
  scope: scopeWords(raw["scope"]),
  authTimeSeconds: Number(raw["auth_time"]),
  issuedAtSeconds: Number(raw["iat"]),
  expiresAtSeconds: Number(raw["exp"]),
});

/** The claims of a token that the pool has signed for us, be its time right or not; null for every other. For naming a session, never for admitting anybody. */
export const claimsDespiteTime = (judged: Result<VerifiedClaims, TokenFault>): VerifiedClaims | null => {
  if (judged.ok) return judged.value;
  return judged.refusal.code === "refused" ? null : judged.refusal.claims;
};

/** Verifies a Cognito access token of our pool and client. Throws UnavailableError("jwks") when the keys cannot be known. */
export async function verifyAccessToken(
  token: string,
  nowSeconds: number,
  verifier: TokenVerifier = tokenGate().access,
): Promise<Result<VerifiedClaims, TokenFault>> {
  const judged = await verifier.verify(token, nowSeconds);
  if (judged.ok) return accept(shape(judged.value));
  const { refusal } = judged;
  return refuse(refusal.code === "refused" ? refusal : { code: refusal.code, claims: shape(refusal.claims) });
}
