// What the form of a new order may offer: the assets that can be traded, with what the trader has of them.
import "server-only";
import type { OrderOptionsDto, TradableDto } from "@/lib/contracts/orders";
import { formatAmount } from "@/lib/money/format-amount";
import { findOrderCaps } from "@/lib/orders/order-policy";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { OrderParts } from "./order-parts";

interface Row {
  readonly asset: string;
  readonly network: string;
  readonly label: string;
  readonly decimals: number;
  readonly available: string;
}

const TRADABLE = `
  SELECT s.asset, s.network, n.label, s.decimals, coalesce(a.balance, 0)::text AS available
    FROM holdfast.assets s
    JOIN holdfast.networks n ON n.id = s.network AND n.router IS NOT NULL AND n.wrapped_coin IS NOT NULL
    LEFT JOIN holdfast.accounts a ON a.trader = $1 AND a.kind = 'available' AND (a.asset, a.network) = (s.asset, s.network)
   ORDER BY s.network, s.asset`;

/** Every asset of a network with an exchange, and every ordered pair of one network's assets. */
export async function listOrderOptions(
  trader: Pick<Trader, "sub">,
  parts: Pick<OrderParts, "database"> = services(),
): Promise<OrderOptionsDto> {
  const rows = await parts.database.asTrader(trader.sub, (tx) => tx.query<Row>(TRADABLE, [trader.sub]));
  const assets = rows.flatMap((row): TradableDto[] => {
    const caps = findOrderCaps(row.asset, row.decimals);
    if (caps === null) return [];
    const text = (units: bigint): string => formatAmount(units, row.decimals);
    return [
      {
        ...{
          asset: row.asset,
          network: row.network,
          networkLabel: row.label,
          decimals: row.decimals,
          available: text(BigInt(row.available)),
        },
        caps: { passkey: text(caps.passkey), password_totp: text(caps.password_totp) },
      },
    ];
  });
  const pairs = assets.flatMap((pay) =>
    assets
      .filter((receive) => receive.network === pay.network && receive.asset !== pay.asset)
      .map((receive) => ({ network: pay.network, pay: pay.asset, receive: receive.asset })),
  );
  return { assets, pairs };
}
