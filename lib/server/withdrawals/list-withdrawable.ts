// What the form of a new withdrawal may offer: the assets that policy has a row for, with what the trader has of them.
import "server-only";
import type { WithdrawableDto } from "@/lib/contracts/withdrawals";
import { formatAmount } from "@/lib/money/format-amount";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { Proof } from "@/lib/policy/purpose";
import { type AssetPolicy, findAssetPolicy } from "@/lib/withdrawals/withdrawal-policy";
import type { WithdrawalParts } from "./withdrawal-parts";

interface Row {
  readonly asset: string;
  readonly network: string;
  readonly label: string;
  readonly decimals: number;
  readonly available: string;
}

const WITHDRAWABLE = `
  SELECT s.asset, s.network, n.label, s.decimals, coalesce(a.balance, 0)::text AS available
    FROM holdfast.assets s
    JOIN holdfast.networks n ON n.id = s.network
    LEFT JOIN holdfast.accounts a ON a.trader = $1 AND a.kind = 'available' AND (a.asset, a.network) = (s.asset, s.network)
   ORDER BY s.asset, s.network`;

/** Every asset that can be withdrawn at all, by name; those that the trader has nothing of have zeros. */
export async function listWithdrawable(
  trader: Pick<Trader, "sub">,
  parts: Pick<WithdrawalParts, "database"> = services(),
): Promise<readonly WithdrawableDto[]> {
  const rows = await parts.database.asTrader(trader.sub, (tx) => tx.query<Row>(WITHDRAWABLE, [trader.sub]));
  return rows.flatMap((row) => {
    const policy = findAssetPolicy(row.asset, row.decimals);
    return policy === null ? [] : [toDto(row, policy)];
  });
}

function toDto(row: Row, policy: AssetPolicy): WithdrawableDto {
  const text = (units: bigint): string => formatAmount(units, row.decimals);
  const available = BigInt(row.available);
  const rest = available - policy.feeBaseUnits;
  const capOf = (proof: Proof): WithdrawableDto["caps"][Proof] => {
    const { singleBaseUnits, dailyBaseUnits } = policy.caps[proof];
    return singleBaseUnits === 0n ? null : { single: text(singleBaseUnits), daily: text(dailyBaseUnits) };
  };
  return {
    ...{ asset: row.asset, network: row.network, networkLabel: row.label, decimals: row.decimals },
    ...{ available: text(available), fee: text(policy.feeBaseUnits), amountMax: text(rest > 0n ? rest : 0n) },
    caps: { passkey: capOf("passkey"), password_totp: capOf("password_totp") },
  };
}
