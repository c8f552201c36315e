// The only proof of the desk: a passkey of the operator who asks signs the hash of the terms. A password and a code prove nothing here.
import "server-only";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { verifyAssertion, type Assertion } from "@/lib/approval/verify-assertion";
import type { PasskeyProof, ProofDto } from "@/lib/contracts/operator-step-up";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { PROOF_GOOD_SECONDS } from "@/lib/policy/account-policy";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { listedCredentialIds } from "@/lib/server/step-up/approval-keys";
import { grantRefusal } from "@/lib/server/step-up/grant-refusal";
import { isoOf } from "@/lib/server/step-up/iso-of";
import { judgeOpenGrant } from "@/lib/step-up/judge-grant";
import { asOperator } from "./act-as-operator";
import { deskParts, type DeskParts } from "./desk-parts";
import type { SignedInOperator } from "./operator";
import { findOperatorGrant, markOperatorGrantProven, type OperatorGrantRow } from "./operator-grant-row";
import { findCountingKeys, raiseOperatorSignCount } from "./operator-passkey-row";
import { recordOperatorEvent } from "./record-operator-event";

/** Why a proof does not hold. The operator is told one sentence for all; the log says which. */
type ProofFault = "key_does_not_count" | "key_not_listed" | "not_verified" | "counter_went_back";

const PROOF_REFUSED: Refusal = { code: "proof_refused", detail: "This passkey did not approve exactly this. Nothing was changed." };
const bytes = (base64url: string): Buffer => Buffer.from(base64url, "base64url");

/**
 * Proves the grant by a passkey's signature over its challenge; it is good for 120 s. Throws RefusalError: `not_found`, `forbidden` (another session),
 * `grant_mismatch`, `grant_used`, `grant_expired`, and `proof_refused` for a key that is not the operator's, does not count yet or is no longer listed by
 * the pool, for a signature over anything else, and for a cloned authenticator. Throws UnavailableError on an outage of pool or database.
 */
export async function proveOperatorGrant(
  operator: SignedInOperator,
  grantId: string,
  credential: PasskeyProof,
  parts: DeskParts = deskParts(),
): Promise<ProofDto> {
  const nowSeconds = parts.clock.nowSeconds();
  const open = await asOperator(parts.database, operator.sub, (tx) => findProvable(tx, operator, grantId, "read", nowSeconds));
  if (!open.ok) throw new RefusalError(open.refusal);
  const judged = await judge(operator, open.value, credential, nowSeconds, parts);
  if (!judged.ok) return refuseProof(operator, grantId, judged.refusal, nowSeconds, parts);
  const { evidence, signCount } = judged.value;
  const kept = await asOperator(parts.database, operator.sub, async (tx) => {
    if (!(await raiseOperatorSignCount(tx, evidence.credentialId, signCount))) return null;
    return keepProof(tx, operator, grantId, evidence, nowSeconds);
  });
  if (kept === null) return refuseProof(operator, grantId, "counter_went_back", nowSeconds, parts);
  if (!kept.ok) throw new RefusalError(kept.refusal);
  return kept.value;
}

async function findProvable(
  tx: Transaction,
  operator: SignedInOperator,
  grantId: string,
  lock: "lock" | "read",
  nowSeconds: number,
): Promise<Result<OperatorGrantRow, Refusal>> {
  const grant = await findOperatorGrant(tx, grantId, lock);
  const fault = judgeOpenGrant(grant, operator, "passkey", nowSeconds);
  if (fault !== null) return refuse(grantRefusal(fault));
  invariant(grant !== null, "a grant without a fault was found");
  return accept(grant);
}

/** Whether one of the operator's keys that count signed exactly this grant's challenge, here. */
async function judge(
  operator: SignedInOperator,
  grant: OperatorGrantRow,
  credential: PasskeyProof,
  nowSeconds: number,
  parts: DeskParts,
): Promise<Result<{ readonly evidence: Assertion; readonly signCount: number }, ProofFault>> {
  const own = await asOperator(parts.database, operator.sub, (tx) => findCountingKeys(tx, operator.sub, nowSeconds));
  const key = own.find(({ credentialId }) => credentialId === credential.id);
  if (!key || credential.rawId !== credential.id) return refuse("key_does_not_count");
  if (!(await listedCredentialIds(operator, parts)).has(key.credentialId)) return refuse("key_not_listed");
  const evidence: Assertion = {
    credentialId: key.credentialId,
    publicKey: key.publicKey,
    clientDataJson: bytes(credential.response.clientDataJSON),
    authenticatorData: bytes(credential.response.authenticatorData),
    signature: bytes(credential.response.signature),
  };
  const verified = await verifyAssertion(evidence, {
    challenge: stepUpChallenge(grant.nonce, grant.termsHash, "holdfast-ops-step-up-v1"),
    origin: parts.settings.appOrigin,
    rpId: parts.settings.relyingPartyId,
  });
  return verified.ok ? accept({ evidence, signCount: verified.value.signCount }) : refuse("not_verified");
}

/** Judges the locked grant once more and marks it proven; a refusal has changed nothing of it. */
async function keepProof(
  tx: Transaction,
  operator: SignedInOperator,
  grantId: string,
  evidence: Assertion,
  nowSeconds: number,
): Promise<Result<ProofDto, Refusal>> {
  const open = await findProvable(tx, operator, grantId, "lock", nowSeconds);
  if (!open.ok) return open;
  const proofEndsAtSeconds = nowSeconds + PROOF_GOOD_SECONDS;
  const isMarked = await markOperatorGrantProven(tx, grantId, { evidence, provenAtSeconds: nowSeconds, proofEndsAtSeconds });
  invariant(isMarked, "a locked grant that may be proven is marked proven");
  const detail = { grantId, act: open.value.purpose };
  await recordOperatorEvent(tx, { kind: "step_up_proven", sub: operator.sub, sessionId: operator.sessionId, detail }, nowSeconds);
  return accept({ provenAt: isoOf(nowSeconds), expiresAt: isoOf(proofEndsAtSeconds) });
}

async function refuseProof(
  operator: SignedInOperator,
  grantId: string,
  reason: ProofFault,
  nowSeconds: number,
  parts: DeskParts,
): Promise<never> {
  const event = { kind: "step_up_refused", sub: operator.sub, sessionId: operator.sessionId, detail: { grantId, reason } } as const;
  await asOperator(parts.database, operator.sub, (tx) => recordOperatorEvent(tx, event, nowSeconds));
  throw new RefusalError(PROOF_REFUSED);
}
