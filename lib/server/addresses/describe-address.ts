// What a grant for a new address is bound to: the stored entry, to the last field.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import { accept, refuse } from "@/lib/ground/result";
import type { DescribeAct } from "@/lib/server/step-up/describe-act";
import { PROOFS } from "@/lib/policy/purpose";
import { findAddress } from "./address-row";
import { findListingRefusal } from "./judge-listable";

/** The terms of the trader's entry `subjectId`. Refuses `not_found`, and what findListingRefusal refuses. */
export const describeAddress: DescribeAct = async (tx, _trader, subjectId, nowSeconds) => {
  const row = await findAddress(tx, subjectId, "read");
  if (row === null) return refuse({ code: "not_found" });
  const refusal = await findListingRefusal(tx, row, nowSeconds);
  if (refusal) return refuse(refusal);
  return accept({ terms: { ...row.terms }, termsHash: termsHash(row.terms), proofs: PROOFS, refusal: { code: "step_up_required" } });
};
