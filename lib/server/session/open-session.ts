// Opens a session from a finished sign-in: registry row first, cookies after. Whatever session the browser had before is ended.
import "server-only";
import { randomUUID } from "node:crypto";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { invariant } from "@/lib/ground/invariant";
import { coarseNetwork } from "@/lib/identity/coarse-network";
import { deviceName } from "@/lib/identity/device-name";
import { factorsSuffice, type Factor } from "@/lib/identity/factor";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import { verifyAccessToken } from "@/lib/server/tokens/verify-access-token";
import { clearedPreAuthSetCookie, sessionSetCookies } from "./cookies";
import { endSession } from "./end-session";
import { recordSecurityEvent } from "./record-security-event";
import { forgetOldRefreshes, refreshTokenHash, rememberRefreshToken } from "./refresh-token-index";
import { sessionParts, type SessionParts } from "./session-parts";
import { insertSession } from "./session-row";

/** A finished sign-in, as the user pool answered it to us. */
export interface SignIn {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  /** The proofs that we saw ourselves; they must suffice. */
  readonly factors: readonly Factor[];
  readonly userAgent: string;
  /** Address or network; only its coarse form is kept. */
  readonly network: string;
  /** The raw Cookie header the browser came with. */
  readonly replaces: string | null;
}

/** A session that now exists. */
export interface OpenedSession {
  readonly claims: VerifiedClaims;
  readonly email: string;
  readonly sessionId: string;
  readonly setCookies: string[];
}

/** Opens the session. Tokens that do not verify are the pool's nonsense: UnavailableError("cognito"). Factors that do not suffice are a bug. */
export async function openSession(signIn: SignIn, parts: SessionParts = sessionParts()): Promise<OpenedSession> {
  invariant(factorsSuffice(signIn.factors), "a session is opened only on sufficient factors");
  const nowSeconds = parts.clock.nowSeconds();
  const { claims, email } = await readTokens(signIn, parts, nowSeconds);
  await endSession(signIn.replaces, "session_replaced", parts);
  const sessionId = randomUUID();
  await parts.database.asTrader(claims.sub, async (tx) => {
    await insertSession(tx, {
      id: sessionId,
      originJti: claims.originJti,
      sub: claims.sub,
      email,
      username: claims.username,
      factors: [...new Set(signIn.factors)],
      authTimeSeconds: claims.authTimeSeconds,
      createdAtSeconds: nowSeconds,
      device: deviceName(signIn.userAgent),
      network: coarseNetwork(signIn.network),
    });
    await rememberRefreshToken(tx, refreshTokenHash(signIn.refreshToken), { sessionId, sub: claims.sub }, nowSeconds);
    await recordSecurityEvent(
      tx,
      { kind: "session_opened", sub: claims.sub, sessionId, detail: { factors: signIn.factors.join("+") } },
      nowSeconds,
    );
    await forgetOldRefreshes(tx, nowSeconds);
  });
  return { claims, email, sessionId, setCookies: [...sessionSetCookies(signIn), clearedPreAuthSetCookie()] };
}

/** Both tokens verified and about the same sign-in. */
async function readTokens(signIn: SignIn, parts: SessionParts, nowSeconds: number): Promise<{ claims: VerifiedClaims; email: string }> {
  const access = await verifyAccessToken(signIn.accessToken, nowSeconds, parts.gate.access);
  const id = await parts.gate.id.verify(signIn.idToken, nowSeconds);
  const isSame = access.ok && id.ok && id.value["sub"] === access.value.sub && id.value["origin_jti"] === access.value.originJti;
  if (!isSame) {
    const check = !access.ok
      ? `access:${"check" in access.refusal ? access.refusal.check : "expired"}`
      : !id.ok
        ? `id:${"check" in id.refusal ? id.refusal.check : "expired"}`
        : "same_sign_in";
    parts.log.error("sign_in_tokens_refused", { check });
    throw new UnavailableError("cognito", "The user pool answered tokens that do not verify.");
  }
  return { claims: access.value, email: String(id.value["email"]) };
}
