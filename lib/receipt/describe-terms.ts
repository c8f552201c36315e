// Terms in one sentence, as somebody reads them who has only the receipt.
import { formatAmount } from "@/lib/money/format-amount";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";

/** What the terms do: amounts in decimals with their asset, the whole address, and everything that the trader was shown. */
export function describeTerms(terms: WithdrawalTerms): string {
  const amount = formatAmount(BigInt(terms.amount), terms.decimals);
  const fee =
    terms.feeAsset === terms.asset
      ? `${formatAmount(BigInt(terms.fee), terms.decimals)} ${terms.feeAsset}`
      : `${terms.fee} base units of ${terms.feeAsset}`;
  const asset =
    terms.assetContract === null ? `${terms.asset} (the network's own coin)` : `${terms.asset} (contract ${terms.assetContract})`;
  const memo = terms.memo === null ? "no memo" : `memo "${terms.memo}"`;
  return (
    `send ${amount} ${asset} on ${terms.network} (chain ${terms.chainId}) to ${terms.destination}, fee ${fee} on top, ${memo}; ` +
    `withdrawal ${terms.withdrawalId} of trader ${terms.trader}, made ${terms.createdAt}, to be approved by ${terms.expiresAt}`
  );
}
