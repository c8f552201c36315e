// The last judgement before a swap is signed: the terms are made again from the stored columns, and the money that they pay must be held.
import { termsHash } from "@/lib/approval/terms-hash";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { OrderTerms } from "@/lib/orders/order-terms";
import { termsOfOrder } from "@/lib/orders/terms-of-order";
import type { ApprovalFault } from "../verify-approval";
import { findGrantFault } from "../verify-grant";
import type { Worker } from "../worker";
import type { ApprovedOrder } from "./approved-order";

/** The terms that were approved, when every check says so. */
export async function verifyOrder(
  { row, grant, held }: ApprovedOrder,
  approvedAt: Worker["approvedAt"],
): Promise<Result<OrderTerms, ApprovalFault>> {
  if (row.version !== 1) return refuse("version_unknown");
  const terms = termsOfOrder(row);
  const hash = termsHash(terms);
  if (hash !== row.terms_hash) return refuse("terms_changed");
  const act = { purpose: "order", subjectId: row.id, trader: row.trader, proof: row.proof, terms, hash } as const;
  const fault = await findGrantFault(act, grant, approvedAt);
  if (fault !== null) return refuse(fault);
  const isHeld = held?.asset === terms.payAsset && held.network === terms.network && held.amountBaseUnits === BigInt(terms.payAmount);
  return isHeld ? accept(terms) : refuse("hold_differs");
}
