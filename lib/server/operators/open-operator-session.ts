// Opens a session of the desk from a finished sign-in: registry row first, cookies after. The session that the browser had before is ended.
import "server-only";
import { randomUUID } from "node:crypto";
import { invariant } from "@/lib/ground/invariant";
import { coarseNetwork } from "@/lib/identity/coarse-network";
import { deviceName } from "@/lib/identity/device-name";
import { factorsSuffice, type Factor } from "@/lib/identity/factor";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import { clientOfCall } from "@/lib/server/session/client-of-call";
import { readSignInTokens } from "@/lib/server/session/read-sign-in-tokens";
import { refreshTokenHash } from "@/lib/server/session/refresh-token-index";
import { asOperator } from "./act-as-operator";
import type { DeskParts } from "./desk-parts";
import { endOperatorSession } from "./end-operator-session";
import { clearedOperatorPreAuth, operatorSetCookies } from "./operator-cookies";
import { rememberOperatorRefreshToken } from "./operator-refresh-tokens";
import { insertOperatorSession } from "./operator-session-row";
import { recordOperatorEvent } from "./record-operator-event";

/** A finished sign-in, as the staff's pool answered it to us. */
export interface OperatorSignIn {
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

/** Opens the session. Tokens that do not verify as the staff's are the pool's nonsense: UnavailableError("cognito"). Too few factors are a bug. */
export async function openOperatorSession(
  signIn: OperatorSignIn,
  parts: DeskParts,
): Promise<{ readonly claims: VerifiedClaims; readonly email: string; readonly setCookies: string[] }> {
  invariant(factorsSuffice(signIn.factors), "a session of the desk is opened only on sufficient factors");
  const nowSeconds = parts.clock.nowSeconds();
  const { claims, email } = await readSignInTokens(signIn, parts, nowSeconds);
  await endOperatorSession(signIn.replaces, "session_replaced", parts);
  const owner = { sessionId: randomUUID(), sub: claims.sub };
  await asOperator(parts.database, claims.sub, async (tx) => {
    await insertOperatorSession(tx, {
      ...{ id: owner.sessionId, originJti: claims.originJti, sub: claims.sub, email },
      ...{ factors: [...new Set(signIn.factors)], authTimeSeconds: claims.authTimeSeconds, createdAtSeconds: nowSeconds },
      ...{ device: deviceName(signIn.userAgent), network: coarseNetwork(signIn.network) },
      clientTraits: clientOfCall.getStore()?.traits ?? null,
    });
    await rememberOperatorRefreshToken(tx, refreshTokenHash(signIn.refreshToken), owner, nowSeconds);
    const detail = { factors: signIn.factors.join("+") };
    await recordOperatorEvent(tx, { kind: "session_opened", ...owner, detail }, nowSeconds);
  });
  return { claims, email, setCookies: [...operatorSetCookies(signIn), clearedOperatorPreAuth()] };
}
