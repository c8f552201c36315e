// The one way a grant becomes proven, whatever proved it.
import "server-only";
import type { Assertion } from "@/lib/approval/verify-assertion";
import type { Refusal } from "@/lib/contracts/refusal";
import type { ProofDto } from "@/lib/contracts/step-up";
import { invariant } from "@/lib/ground/invariant";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { Transaction } from "@/lib/server/postgres/database";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { Trader } from "@/lib/server/session/trader";
import { judgeOpenGrant } from "@/lib/step-up/judge-grant";
import type { Proof } from "@/lib/policy/purpose";
import { PROOF_GOOD_SECONDS } from "@/lib/policy/account-policy";
import { grantRefusal } from "./grant-refusal";
import { findGrant, markProven } from "./grant-row";
import { isoOf } from "./iso-of";

/** Judges the locked grant once more, marks it proven and notes it, all in `tx`. Refuses as findOpenGrant does; then nothing has changed. */
export async function keepProof(
  tx: Transaction,
  trader: Pick<Trader, "sub" | "sessionId">,
  grantId: string,
  given: { readonly proof: Proof; readonly evidence: Assertion | null },
  nowSeconds: number,
): Promise<Result<ProofDto, Refusal>> {
  const grant = await findGrant(tx, grantId, "lock");
  const fault = judgeOpenGrant(grant, trader, given.proof, nowSeconds);
  if (fault !== null) return refuse(grantRefusal(fault));
  const proofEndsAtSeconds = nowSeconds + PROOF_GOOD_SECONDS;
  invariant(
    await markProven(tx, grantId, { ...given, provenAtSeconds: nowSeconds, proofEndsAtSeconds }),
    "a locked grant that may be proven is marked proven",
  );
  const detail = { grantId, purpose: grant?.purpose ?? "", proof: given.proof };
  await recordSecurityEvent(tx, { kind: "step_up_proven", sub: trader.sub, sessionId: trader.sessionId, detail }, nowSeconds);
  return accept({ provenAt: isoOf(nowSeconds), expiresAt: isoOf(proofEndsAtSeconds) });
}
