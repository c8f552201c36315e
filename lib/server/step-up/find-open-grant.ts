// The grant that a proof is about to be given for. Nobody is asked for a proof before the grant is known to take it.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { sessionParts, type SessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { judgeOpenGrant } from "@/lib/step-up/judge-grant";
import type { Proof } from "@/lib/policy/purpose";
import { grantRefusal } from "./grant-refusal";
import { findGrant, type GrantRow } from "./grant-row";

export type { GrantRow } from "./grant-row";

/**
 * The grant, when this session may prove it by `proof` now. Refusals: `not_found`, `forbidden` (another session, or a way that is not
 * offered for it), `grant_mismatch`, `grant_used` (also when it is proven already), `grant_expired`.
 */
export async function findOpenGrant(
  trader: Trader,
  grantId: string,
  proof: Proof,
  nowSeconds: number,
  parts: Pick<SessionParts, "database"> = sessionParts(),
): Promise<Result<GrantRow, Refusal>> {
  const grant = await parts.database.asTrader(trader.sub, (tx) => findGrant(tx, grantId, "read"));
  const fault = judgeOpenGrant(grant, trader, proof, nowSeconds);
  if (fault !== null) return refuse(grantRefusal(fault));
  invariant(grant !== null, "a grant without a fault was found");
  return accept(grant);
}
