// What a grant for a key is bound to: the stored draft, with its name, its scopes and its life.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse } from "@/lib/ground/result";
import { PROOFS } from "@/lib/policy/purpose";
import type { DescribeAct } from "@/lib/server/step-up/describe-act";
import { findKey, type KeyRow } from "./key-row";

/** Why a draft can no longer be made: `conflict` (it was made), `quote_expired`; null when it can. */
export function findMakingRefusal(row: KeyRow, nowSeconds: number): Refusal | null {
  if (row.isMade) return { code: "conflict", detail: "This key was already made." };
  if (nowSeconds < row.draftEndsAtSeconds) return null;
  return { code: "quote_expired", detail: "This key was not approved in time. Make it again." };
}

/** The terms of the trader's draft `subjectId`. Refuses `not_found`, and what findMakingRefusal refuses. */
export const describeApiKey: DescribeAct = async (tx, _trader, subjectId, nowSeconds) => {
  const row = await findKey(tx, subjectId, "read");
  if (row === null) return refuse({ code: "not_found" });
  const refusal = findMakingRefusal(row, nowSeconds);
  if (refusal) return refuse(refusal);
  return accept({ terms: { ...row.terms }, termsHash: termsHash(row.terms), proofs: PROOFS, refusal: { code: "step_up_required" } });
};
