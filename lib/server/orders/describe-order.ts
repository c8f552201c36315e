// What a grant for an order is bound to: the stored terms, and what the caps allow for them.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import { accept, refuse } from "@/lib/ground/result";
import { orderCapSentence, proofsForOrder } from "@/lib/orders/order-policy";
import type { DescribeAct } from "@/lib/server/step-up/describe-act";
import { judgeApprovableOrder } from "./judge-approvable-order";
import { findOrder } from "./order-row";

/**
 * The terms of the trader's order `subjectId` and the proofs whose cap leaves room for it. Refuses `not_found` and what judgeApprovableOrder
 * refuses. Where no proof is left, `limit_exceeded` says why and what helps.
 */
export const describeOrder: DescribeAct = async (tx, _trader, subjectId, nowSeconds) => {
  const row = await findOrder(tx, subjectId, "read");
  if (row === null) return refuse({ code: "not_found" });
  const judged = judgeApprovableOrder(row, nowSeconds);
  if (!judged.ok) return judged;
  const caps = judged.value;
  const { payAsset, payDecimals, payAmount } = row.terms;
  const pay = BigInt(payAmount);
  const proofs = proofsForOrder(caps, pay);
  const weakest = pay <= caps.passkey ? "password_totp" : "passkey";
  return accept({
    terms: { ...row.terms },
    termsHash: termsHash(row.terms),
    proofs,
    refusal: proofs.includes("password_totp")
      ? { code: "step_up_required" }
      : { code: "limit_exceeded", detail: orderCapSentence(payAsset, payDecimals, caps, weakest, pay) },
  });
};
