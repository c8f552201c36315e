// Everything besides the proof that must be so for a withdrawal to be approved. It is asked when a grant is opened, so that nobody signs in
// vain, and again in the transaction that moves the money, because everything may have changed between.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { findUsableAddress } from "@/lib/server/addresses/find-usable-address";
import type { Transaction } from "@/lib/server/postgres/database";
import { findHoldRefusal } from "@/lib/server/session/holds";
import { canConfirm, stateAt } from "@/lib/withdrawals/judge-state";
import type { Outflow } from "@/lib/withdrawals/judge-caps";
import { type AssetPolicy, findAssetPolicy } from "@/lib/withdrawals/withdrawal-policy";
import type { WithdrawalState } from "@/lib/withdrawals/withdrawal-state";
import { approvedLately } from "./approved-lately";
import type { WithdrawalRow } from "./withdrawal-row";

/** What the caps are asked about an approvable withdrawal. */
export interface Approvable {
  readonly policy: AssetPolicy;
  readonly outflow: Outflow;
}

/**
 * Judges state, time, terms, holds and destination. Refusals: `conflict` (decided already, or not what was prepared), `quote_expired`,
 * `withdrawal_hold`, `address_not_allowed`, `address_cooling_off`, `asset_unknown`. The caps are the caller's to judge: they depend on the proof.
 */
export async function judgeApprovable(tx: Transaction, row: WithdrawalRow, nowSeconds: number): Promise<Result<Approvable, Refusal>> {
  const state = stateAt(row, nowSeconds);
  if (!canConfirm(state)) return refuse(decided(state));
  if (termsHash(row.terms) !== row.termsHash)
    return refuse({ code: "conflict", detail: "This is not what was prepared. Start a new one." });
  const held = await findHoldRefusal(tx, "withdrawal", nowSeconds);
  if (held) return refuse(held);
  const { trader, asset, network, decimals, amount, destination } = row.terms;
  const usable = await findUsableAddress(tx, row.addressId, network, nowSeconds);
  if (!usable.ok) return usable;
  if (usable.value !== destination) return refuse({ code: "address_not_allowed" });
  const policy = findAssetPolicy(asset, decimals);
  if (policy === null) return refuse({ code: "asset_unknown" });
  const approvedBaseUnits = await approvedLately(tx, trader, asset, nowSeconds);
  return accept({ policy, outflow: { amountBaseUnits: BigInt(amount), approvedBaseUnits } });
}

function decided(state: WithdrawalState): Refusal {
  if (state === "expired") return { code: "quote_expired" };
  return { code: "conflict", detail: state === "cancelled" ? "This withdrawal was cancelled." : "This withdrawal was already approved." };
}
