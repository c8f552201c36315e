// Opens a session from a finished sign-in: registry row first, cookies after. Whatever session the browser had before is ended.
import "server-only";
import { randomUUID } from "node:crypto";
import type { ReadOnlyReason } from "@/lib/contracts/holds";
import { invariant } from "@/lib/ground/invariant";
import { coarseNetwork } from "@/lib/identity/coarse-network";
import { deviceName } from "@/lib/identity/device-name";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { factorsSuffice, type Factor } from "@/lib/identity/factor";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import type { Transaction } from "@/lib/server/postgres/database";
import { claimLegacyAccount } from "./claim-legacy-account";
import { clientOfCall } from "./client-of-call";
import { choseViewOnly, clearedPreAuthSetCookie, clearedViewOnlySetCookie, sessionSetCookies } from "./cookies";
import { listClosedWays, noteWaysThatOpened, usesClosedWay } from "./closed-ways";
import { endSession } from "./end-session";
import { nameOf, rememberAddress } from "./known-addresses";
import { deviceTokenFor, rememberDevice } from "./known-devices";
import { startHold } from "./holds";
import { judgeProvenance } from "./judge-provenance";
import { notePasskeyUse } from "./note-passkey-use";
import { applyReset, takeOldResets } from "./password-resets";
import { readSignInTokens } from "./read-sign-in-tokens";
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
  /** The credential that the pool accepted as the passkey; null without one. */
  readonly passkeyId: string | null;
  /** Whether this very sign-in set up the account's first authenticator. */
  readonly hasEnrolled: boolean;
  /** Whether this sign-in has also shown the account's mailbox. */
  readonly isMailboxShown?: boolean;
  readonly userAgent: string;
  /** Address or network; only its coarse form is kept. */
  readonly network: string;
  /** The raw Cookie header the browser came with. */
  readonly replaces: string | null;
  /** What has to stand or fall with the session, in its transaction; what it throws leaves no session behind. */
  readonly settle?: (tx: Transaction, opening: { readonly sub: string; readonly sessionId: string }) => Promise<void>;
}

/** A session that now exists. */
export interface OpenedSession {
  readonly claims: VerifiedClaims;
  readonly email: string;
  readonly sessionId: string;
  readonly setCookies: string[];
}

/**
 * Opens the session. Tokens that do not verify are the pool's nonsense: UnavailableError("cognito"). Factors that do not suffice are a bug. Throws
 * RefusalError `forbidden` for a way in that the trader has closed; whoever asks first by the account's name has refused it before.
 */
export async function openSession(signIn: SignIn, parts: SessionParts = sessionParts()): Promise<OpenedSession> {
  invariant(factorsSuffice(signIn.factors), "a session is opened only on sufficient factors");
  const nowSeconds = parts.clock.nowSeconds();
  const { claims, email } = await readSignInTokens(signIn, parts, nowSeconds);
  const sessionId = randomUUID();
  const chosen: ReadOnlyReason | null = choseViewOnly(signIn.replaces) ? "view_only" : null;
  const [device, network] = [deviceName(signIn.userAgent), coarseNetwork(signIn.network)];
  await parts.database.asTrader(claims.sub, async (tx) => {
    // An address can change hands at the pool and then names nobody here; a `sub` cannot. So this is judged again where it is known.
    if (usesClosedWay(await listClosedWays(tx, nowSeconds), signIn.factors)) throw new RefusalError({ code: "forbidden" });
  });
  await endSession(signIn.replaces, "session_replaced", parts);
  const deviceToken = await deviceTokenFor(parts.database, signIn.replaces, nowSeconds);
  const deviceCookie = await parts.database.asTrader(claims.sub, async (tx) => {
    const { readOnlyReason, hold } = await judgeProvenance(tx, signIn);
    await insertSession(tx, {
      id: sessionId,
      originJti: claims.originJti,
      sub: claims.sub,
      email,
      username: claims.username,
      factors: [...new Set(signIn.factors)],
      authTimeSeconds: claims.authTimeSeconds,
      createdAtSeconds: nowSeconds,
      device,
      network,
      clientTraits: clientOfCall.getStore()?.traits ?? null,
      readOnlyReason: readOnlyReason ?? chosen,
    });
    await rememberAddress(tx, { sub: claims.sub, email, username: claims.username }, nowSeconds);
    if (await takeOldResets(tx, nameOf(email), nowSeconds)) {
      await applyReset(tx, claims.sub, sessionId, nowSeconds);
      const detail = { reason: "password_reset" };
      await recordSecurityEvent(tx, { kind: "hold_started", sub: claims.sub, sessionId, detail }, nowSeconds);
    }
    await claimLegacyAccount(tx, { sub: claims.sub, username: claims.username, sessionId }, nowSeconds);
    await rememberRefreshToken(tx, refreshTokenHash(signIn.refreshToken), { sessionId, sub: claims.sub }, nowSeconds);
    await recordSecurityEvent(
      tx,
      { kind: "session_opened", sub: claims.sub, sessionId, detail: { factors: signIn.factors.join("+") } },
      nowSeconds,
    );
    await signIn.settle?.(tx, { sub: claims.sub, sessionId });
    if (readOnlyReason !== null) {
      const detail = { passkey: signIn.passkeyId ?? "unknown" };
      await recordSecurityEvent(tx, { kind: "unknown_passkey_used", sub: claims.sub, sessionId, detail }, nowSeconds);
    }
    if (hold !== null) {
      await startHold(tx, claims.sub, hold, nowSeconds);
      await recordSecurityEvent(tx, { kind: "hold_started", sub: claims.sub, sessionId, detail: { reason: hold } }, nowSeconds);
    }
    if (signIn.passkeyId !== null) {
      await notePasskeyUse(tx, { credentialId: signIn.passkeyId, usedFor: "sign_in", device, network }, nowSeconds);
    }
    await noteWaysThatOpened(tx, { sub: claims.sub, sessionId }, nowSeconds);
    await forgetOldRefreshes(tx, nowSeconds);
    // A browser is known by its trader only where the session is theirs to act with.
    return (readOnlyReason ?? chosen) === null
      ? [await rememberDevice(tx, { sub: claims.sub, token: deviceToken, isMailboxShown: signIn.isMailboxShown === true }, nowSeconds)]
      : [];
  });
  const ended = choseViewOnly(signIn.replaces) ? [clearedPreAuthSetCookie(), clearedViewOnlySetCookie()] : [clearedPreAuthSetCookie()];
  return { claims, email, sessionId, setCookies: [...sessionSetCookies(signIn, chosen), ...ended, ...deviceCookie] };
}
