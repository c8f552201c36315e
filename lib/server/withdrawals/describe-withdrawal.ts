// What a grant for a withdrawal is bound to: the stored terms, and what the caps allow for them.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse } from "@/lib/ground/result";
import type { DescribeAct } from "@/lib/server/step-up/describe-act";
import { capSentence, judgeCaps, proofsWithinCaps } from "@/lib/withdrawals/judge-caps";
import { type Approvable, judgeApprovable } from "./judge-approvable";
import { findWithdrawal } from "./withdrawal-row";

/**
 * The terms of the trader's withdrawal `subjectId` and the proofs whose caps leave room for it. Refuses `not_found` and what judgeApprovable
 * refuses. Where no proof is left, `limit_exceeded` says why and what helps.
 */
export const describeWithdrawal: DescribeAct = async (tx, _trader, subjectId, nowSeconds) => {
  const row = await findWithdrawal(tx, subjectId, "read");
  if (row === null) return refuse({ code: "not_found" });
  const approvable = await judgeApprovable(tx, row, nowSeconds);
  if (!approvable.ok) return approvable;
  const { policy, outflow } = approvable.value;
  return accept({
    terms: { ...row.terms },
    termsHash: termsHash(row.terms),
    proofs: proofsWithinCaps(policy, outflow),
    refusal: refusalOf(row.terms.asset, approvable.value),
  });
};

// Every trader has password and code, so what stands in the way of them is why no proof is left; the sentence names the passkey where it helps.
function refusalOf(asset: string, { policy, outflow }: Approvable): Refusal {
  const weakest = judgeCaps(policy, "password_totp", outflow);
  if (weakest.ok) return { code: "step_up_required" };
  const strongest = judgeCaps(policy, "passkey", outflow);
  const [proof, fault] = strongest.ok ? (["password_totp", weakest.refusal] as const) : (["passkey", strongest.refusal] as const);
  return { code: "limit_exceeded", detail: capSentence(asset, policy, proof, fault, outflow) };
}
