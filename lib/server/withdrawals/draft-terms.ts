// From what a trader asks for to the exact terms of it, or the first reason why it cannot be.
import "server-only";
import { randomUUID } from "node:crypto";
import type { Refusal } from "@/lib/contracts/refusal";
import type { WithdrawalRequest } from "@/lib/contracts/withdrawals";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { formatAmount } from "@/lib/money/format-amount";
import { findUsableAddress } from "@/lib/server/addresses/find-usable-address";
import type { Transaction } from "@/lib/server/postgres/database";
import { judgeAmount } from "@/lib/withdrawals/judge-amount";
import { capSentence, judgeCaps, type Outflow } from "@/lib/withdrawals/judge-caps";
import { findHoldRefusal } from "@/lib/server/session/holds";
import { timeText } from "@/lib/server/postgres/time-text";
import { type AssetPolicy, findAssetPolicy, TERMS_GOOD_SECONDS } from "@/lib/withdrawals/withdrawal-policy";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import { approvedLately } from "./approved-lately";
import { availableOf } from "./available-of";

interface Offer {
  readonly chainId: bigint;
  readonly contract: string | null;
  readonly decimals: number;
  readonly policy: AssetPolicy;
}

/**
 * Judges a request of `trader` and writes its terms; nothing is stored. Refusals, in this order: `network_unknown`, `asset_unknown`,
 * `amount_invalid`, `withdrawal_hold`, `address_not_allowed`, `address_cooling_off`, `limit_exceeded` (above what the strongest proof
 * may approve), `insufficient_funds`.
 */
export async function draftTerms(
  tx: Transaction,
  trader: string,
  request: WithdrawalRequest,
  nowSeconds: number,
): Promise<Result<WithdrawalTerms, Refusal>> {
  const { asset, network } = request;
  const offer = await findOffer(tx, asset, network);
  if (!offer.ok) return offer;
  const { policy, decimals, contract, chainId } = offer.value;
  const amount = judgeAmount(request.amount, decimals);
  if (!amount.ok) return refuse({ code: "amount_invalid", detail: amount.refusal });
  const held = await findHoldRefusal(tx, "withdrawal", nowSeconds);
  if (held) return refuse(held);
  const destination = await findUsableAddress(tx, request.addressId, network, nowSeconds);
  if (!destination.ok) return destination;
  const outflow = { amountBaseUnits: amount.value, approvedBaseUnits: await approvedLately(tx, trader, asset, nowSeconds) };
  const tooMuch =
    judgeStrongestCap(asset, policy, outflow) ?? judgeFunds(asset, policy, outflow, await availableOf(tx, trader, asset, network));
  if (tooMuch) return refuse(tooMuch);
  return accept({
    ...{ version: 1, withdrawalId: randomUUID(), trader, network, chainId: Number(chainId), asset, assetContract: contract, decimals },
    ...{ amount: amount.value.toString(), fee: policy.feeBaseUnits.toString(), feeAsset: asset },
    ...{ destination: destination.value, memo: request.memo ?? null },
    ...{ createdAt: timeText(nowSeconds), expiresAt: timeText(nowSeconds + TERMS_GOOD_SECONDS) },
  });
}

// Texts that could not be names of ours are not asked for: the driver refuses some of them in its own words.
const NETWORK_FORM = /^[a-z0-9-]{1,40}$/;
const ASSET_FORM = /^[A-Z0-9]{1,20}$/;

async function findOffer(tx: Transaction, asset: string, network: string): Promise<Result<Offer, Refusal>> {
  const [known] = NETWORK_FORM.test(network)
    ? await tx.query<{ chain_id: bigint }>("SELECT chain_id FROM holdfast.networks WHERE id = $1", [network])
    : [];
  if (known === undefined) return refuse({ code: "network_unknown" });
  const [row] = ASSET_FORM.test(asset)
    ? await tx.query<{ contract: string | null; decimals: number }>(
        "SELECT contract, decimals FROM holdfast.assets WHERE asset = $1 AND network = $2",
        [asset, network],
      )
    : [];
  const policy = row === undefined ? null : findAssetPolicy(asset, row.decimals);
  if (row === undefined || policy === null) return refuse({ code: "asset_unknown" });
  return accept({ ...row, chainId: known.chain_id, policy });
}

function judgeStrongestCap(asset: string, policy: AssetPolicy, outflow: Outflow): Refusal | null {
  const judged = judgeCaps(policy, "passkey", outflow);
  return judged.ok ? null : { code: "limit_exceeded", detail: capSentence(asset, policy, "passkey", judged.refusal, outflow) };
}

function judgeFunds(asset: string, policy: AssetPolicy, outflow: Outflow, availableBaseUnits: bigint): Refusal | null {
  const needed = outflow.amountBaseUnits + policy.feeBaseUnits;
  if (needed <= availableBaseUnits) return null;
  const text = (units: bigint): string => `${formatAmount(units, policy.decimals)} ${asset}`;
  return { code: "insufficient_funds", detail: `This takes ${text(needed)} with the fee; ${text(availableBaseUnits)} are available.` };
}
