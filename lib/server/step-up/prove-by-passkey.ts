// A passkey as a proof: the trader's authenticator signed the hash of the terms. What it signed is kept, because the receipt shows it.
import "server-only";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { verifyAssertion, type Assertion } from "@/lib/approval/verify-assertion";
import type { Refusal } from "@/lib/contracts/refusal";
import type { PasskeyProof, ProofDto } from "@/lib/contracts/step-up";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { notePasskeyUse } from "@/lib/server/session/note-passkey-use";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { findSessionById } from "@/lib/server/session/session-row";
import { sessionParts, type SessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { findOwnKeys, listedCredentialIds } from "./approval-keys";
import { findOpenGrant, type GrantRow } from "./find-open-grant";
import { keepProof } from "./keep-proof";

type Parts = Pick<SessionParts, "settings" | "clock" | "database" | "callCognito">;

/** Why a passkey's proof does not hold. The trader is told one sentence for all; the trail says which. */
type ProofFault = "unknown_key" | "key_not_listed" | "not_verified" | "counter_went_back";

const PROOF_REFUSED: Refusal = { code: "proof_refused", detail: "This passkey did not approve exactly this. Nothing was changed." };
const bytes = (base64url: string): Buffer => Buffer.from(base64url, "base64url");

/**
 * Proves the grant by a passkey's signature over its challenge. Throws RefusalError: what findOpenGrant refuses, and `proof_refused` for a
 * key that is not the trader's or that the pool no longer lists, for a signature over anything else, and for a cloned authenticator.
 */
export async function proveByPasskey(
  trader: Trader,
  grantId: string,
  credential: PasskeyProof,
  parts: Parts = sessionParts(),
): Promise<ProofDto> {
  const nowSeconds = parts.clock.nowSeconds();
  const open = await findOpenGrant(trader, grantId, "passkey", nowSeconds, parts);
  if (!open.ok) throw new RefusalError(open.refusal);
  const judged = await judge(trader, open.value, credential, parts);
  if (!judged.ok) return refuseProof(trader, grantId, judged.refusal, nowSeconds, parts);
  const { evidence, signCount } = judged.value;
  const kept = await parts.database.asTrader(trader.sub, async (tx) => {
    if (!(await raiseSignCount(tx, evidence.credentialId, signCount))) return null;
    await noteUse(tx, trader, evidence.credentialId, nowSeconds);
    return keepProof(tx, trader, grantId, { proof: "passkey", evidence }, nowSeconds);
  });
  if (kept === null) return refuseProof(trader, grantId, "counter_went_back", nowSeconds, parts);
  if (!kept.ok) throw new RefusalError(kept.refusal);
  return kept.value;
}

/** Whether one of the trader's keys that still count signed exactly this grant's challenge, here. */
async function judge(
  trader: Trader,
  grant: GrantRow,
  credential: PasskeyProof,
  parts: Parts,
): Promise<Result<{ readonly evidence: Assertion; readonly signCount: number }, ProofFault>> {
  const own = await parts.database.asTrader(trader.sub, findOwnKeys);
  const key = own.find(({ credentialId }) => credentialId === credential.id);
  if (!key || credential.rawId !== credential.id) return refuse("unknown_key");
  if (!(await listedCredentialIds(trader, parts)).has(key.credentialId)) return refuse("key_not_listed");
  const evidence: Assertion = {
    credentialId: key.credentialId,
    publicKey: key.publicKey,
    clientDataJson: bytes(credential.response.clientDataJSON),
    authenticatorData: bytes(credential.response.authenticatorData),
    signature: bytes(credential.response.signature),
  };
  const { appOrigin } = parts.settings;
  const verified = await verifyAssertion(evidence, {
    challenge: stepUpChallenge(grant.nonce, grant.termsHash),
    origin: appOrigin,
    rpId: new URL(appOrigin).hostname,
  });
  return verified.ok ? accept({ evidence, signCount: verified.value.signCount }) : refuse("not_verified");
}

/**
 * Raises the counter that we know to the one that was signed. False for one that did not grow: the authenticator was cloned (WebAuthn
 * level 3, section 7.2, step 22). Synced passkeys always say zero.
 */
async function raiseSignCount(tx: Transaction, credentialId: string, signCount: number): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE holdfast.passkeys SET sign_count = $2
      WHERE credential_id = $1 AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0)) RETURNING credential_id`,
    [credentialId, signCount],
  );
  return rows.length === 1;
}

async function noteUse(tx: Transaction, trader: Trader, credentialId: string, nowSeconds: number): Promise<void> {
  const session = await findSessionById(tx, trader.sessionId);
  if (session === null) return;
  const { device, network } = session;
  await notePasskeyUse(tx, { credentialId, usedFor: "approval", device, network }, nowSeconds);
}

async function refuseProof(trader: Trader, grantId: string, reason: ProofFault, nowSeconds: number, parts: Parts): Promise<never> {
  const event = { kind: "step_up_refused", sub: trader.sub, sessionId: trader.sessionId, detail: { grantId, reason } } as const;
  await parts.database.asTrader(trader.sub, (tx) => recordSecurityEvent(tx, event, nowSeconds));
  throw new RefusalError(PROOF_REFUSED);
}
