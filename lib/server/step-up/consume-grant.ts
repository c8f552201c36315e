// The use of an approval: it happens in the transaction of the act itself, so that both stand or neither does.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { Transaction } from "@/lib/server/postgres/database";
import { findHoldRefusal } from "@/lib/server/session/holds";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { Trader } from "@/lib/server/session/trader";
import { judgeGrant, type Act } from "@/lib/step-up/judge-grant";
import type { Proof } from "@/lib/policy/purpose";
import { grantRefusal } from "./grant-refusal";
import { findGrant, markUsed } from "./grant-row";

export type { Act } from "@/lib/step-up/judge-grant";

/** What the act may write down of its approval. */
export interface ConsumedGrant {
  readonly grantId: string;
  readonly proof: Proof;
  readonly provenAtSeconds: number;
}

/**
 * Locks, judges and marks used in `tx`. A refusal leaves `tx` usable and the grant as it was: `step_up_required` (no grant or no proof yet),
 * `not_found`, `forbidden` (another session), `grant_mismatch`, `grant_used`, `grant_expired`, `withdrawal_hold` or `account_hold` (a hold
 * stands against the act). `act.termsHash` must be made anew from what `tx` is about to do.
 */
export async function consumeGrant(
  tx: Transaction,
  trader: Pick<Trader, "sub" | "sessionId">,
  grantId: string | undefined,
  act: Act,
  nowSeconds: number,
): Promise<Result<ConsumedGrant, Refusal>> {
  if (grantId === undefined) return refuse(grantRefusal("unproven"));
  const grant = await findGrant(tx, grantId, "lock");
  const fault = judgeGrant(grant, trader, act, nowSeconds);
  if (fault !== null) return refuse(grantRefusal(fault));
  const held = await findHoldRefusal(tx, act.purpose, nowSeconds);
  if (held !== null) return refuse(held);
  const proof = grant?.proof ?? null;
  const provenAtSeconds = grant?.provenAtSeconds ?? null;
  invariant(grant && proof !== null && provenAtSeconds !== null, "a grant that may be used has been proven");
  invariant(await markUsed(tx, grant.id, nowSeconds), "a locked grant that may be used is marked used");
  const detail = { grantId: grant.id, purpose: grant.purpose, proof };
  await recordSecurityEvent(tx, { kind: "step_up_used", sub: trader.sub, sessionId: trader.sessionId, detail }, nowSeconds);
  return accept({ grantId: grant.id, proof, provenAtSeconds });
}
