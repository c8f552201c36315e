// The start of an approval: what will happen is written down, hashed and bound to this session, and the trader learns how to prove it.
import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { canonicalJson } from "@/lib/approval/canonical-json";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { hashOfTermsText } from "@/lib/approval/terms-hash";
import type { PasskeyRequestOptions, StepUpDto } from "@/lib/contracts/step-up";
import { invariant } from "@/lib/ground/invariant";
import { readOnlyRefusal } from "@/lib/contracts/read-only-sentence";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { findHoldRefusal } from "@/lib/server/session/holds";
import { sessionParts, type SessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { allowedProofs } from "@/lib/step-up/allowed-proofs";
import type { Purpose } from "@/lib/policy/purpose";
import { GRANT_OPEN_SECONDS } from "@/lib/policy/account-policy";
import { findOwnKeys, listedCredentialIds, type ApprovalKey } from "./approval-keys";
import type { DescribeAct } from "./describe-act";
import { insertGrant, type NewGrant } from "./grant-row";
import { isoOf } from "./iso-of";

/**
 * Opens a grant for this session and this act. Throws RefusalError: `forbidden` or `account_frozen` for a session that may only look, whatever the act's room
 * refuses, and the act's own refusal when policy, act and trader leave no proof. Throws UnavailableError on an outage of pool or database.
 */
export async function openGrant(
  trader: Trader,
  act: { readonly purpose: Purpose; readonly subjectId: string },
  describe: DescribeAct,
  parts: Pick<SessionParts, "settings" | "clock" | "database" | "callCognito"> = sessionParts(),
): Promise<StepUpDto> {
  // The way back from a freeze is the one act that a frozen account may have approved.
  const isWayBack = trader.readOnlyReason === "frozen" && act.purpose === "unfreeze";
  if (trader.readOnlyReason !== null && !isWayBack) throw new RefusalError(readOnlyRefusal(trader.readOnlyReason));
  const nowSeconds = parts.clock.nowSeconds();
  const { held, described, own } = await parts.database.asTrader(trader.sub, async (tx) => ({
    held: await findHoldRefusal(tx, act.purpose, nowSeconds),
    described: await describe(tx, trader, act.subjectId, nowSeconds),
    own: await findOwnKeys(tx),
  }));
  if (held !== null && described.ok) throw new RefusalError(held);
  if (!described.ok) throw new RefusalError(described.refusal);
  const { terms, termsHash, proofs: ofThisAct, refusal } = described.value;
  const keys = await keysThatCount(trader, own, parts);
  const proofs = allowedProofs(act.purpose, ofThisAct, keys.length > 0);
  if (proofs.length === 0) throw new RefusalError(refusal);

  const text = canonicalJson(terms);
  invariant(hashOfTermsText(text) === termsHash, "an act is described with the hash of its own terms");
  const grant: NewGrant = {
    ...{ id: randomUUID(), sub: trader.sub, sessionId: trader.sessionId, purpose: act.purpose, subjectId: act.subjectId },
    ...{ terms: text, termsHash, nonce: randomBytes(32), proofs },
    ...{ openedAtSeconds: nowSeconds, expiresAtSeconds: nowSeconds + GRANT_OPEN_SECONDS },
  };
  await parts.database.asTrader(trader.sub, (tx) => insertGrant(tx, grant));
  return dtoOf(grant, keys, parts.settings.appOrigin);
}

async function keysThatCount(
  trader: Trader,
  own: readonly ApprovalKey[],
  parts: Pick<SessionParts, "callCognito">,
): Promise<readonly ApprovalKey[]> {
  if (own.length === 0) return [];
  const listed = await listedCredentialIds(trader, parts);
  return own.filter((key) => listed.has(key.credentialId));
}

/** What is answered is read from what was stored: the screen shows it and nothing else. */
const dtoOf = (grant: NewGrant, keys: readonly ApprovalKey[], appOrigin: string): StepUpDto => ({
  grantId: grant.id,
  expiresAt: isoOf(grant.expiresAtSeconds),
  terms: JSON.parse(grant.terms) as StepUpDto["terms"],
  termsHash: grant.termsHash,
  proofs: {
    ...(grant.proofs.includes("passkey") ? { passkey: passkeyOptions(grant, keys, new URL(appOrigin).hostname) } : {}),
    ...(grant.proofs.includes("password_totp") ? { passwordTotp: { endpoint: `/api/step-up/${grant.id}/cognito` } } : {}),
  },
});

const passkeyOptions = (grant: NewGrant, keys: readonly ApprovalKey[], rpId: string): PasskeyRequestOptions => ({
  challenge: stepUpChallenge(grant.nonce, grant.termsHash),
  rpId,
  allowCredentials: keys.map((key) => ({ type: "public-key", id: key.credentialId, transports: key.transports })),
  userVerification: "required",
  timeout: GRANT_OPEN_SECONDS * 1_000,
});
