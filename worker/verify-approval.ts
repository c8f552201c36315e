// The last judgement before a payment is signed: the terms are made again from the stored columns and their hash from the terms.
import { termsHash } from "@/lib/approval/terms-hash";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { termsOfRow } from "@/lib/withdrawals/terms-of-row";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import type { ApprovedWithdrawal } from "./approved-withdrawal";
import type { HeldMoney } from "./held-money";
import { findGrantFault, type GrantFault } from "./verify-grant";
import type { Worker } from "./worker";

/** What does not fit, for the log. The trader is told one thing only: the approval does not verify. */
export type ApprovalFault = GrantFault | "terms_changed" | "version_unknown" | "hold_differs";

/** The terms that were approved, when every check says so. */
export async function verifyApproval(
  { row, grant, held }: ApprovedWithdrawal,
  approvedAt: Worker["approvedAt"],
): Promise<Result<WithdrawalTerms, ApprovalFault>> {
  if (row.version !== 1) return refuse("version_unknown");
  const terms = termsOfRow(row);
  const hash = termsHash(terms);
  if (hash !== row.terms_hash) return refuse("terms_changed");
  const act = { purpose: "withdrawal", subjectId: row.id, trader: row.trader, proof: row.proof, terms, hash } as const;
  const fault = await findGrantFault(act, grant, approvedAt);
  if (fault !== null) return refuse(fault);
  return isHeldFor(terms, held) ? accept(terms) : refuse("hold_differs");
}

/** The ledger has one fee account per asset, so a fee in another asset would not be covered by the hold. */
function isHeldFor(terms: WithdrawalTerms, held: HeldMoney | null): boolean {
  return (
    held !== null &&
    terms.feeAsset === terms.asset &&
    held.asset === terms.asset &&
    held.network === terms.network &&
    held.amountBaseUnits === BigInt(terms.amount) + BigInt(terms.fee)
  );
}
