// The linked wallets with what they own, for their page, their route and the figure beside the portfolio's total.
import "server-only";
import type { LinkedBalanceDto, LinkedWalletDto, LinkedWalletsDto } from "@/lib/contracts/linked-wallets";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import { multiplyByPrice, type Scaled } from "@/lib/money/multiply-by-price";
import { usdText } from "@/lib/server/queries/usd-text";
import { services, type Services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { WalletChain } from "@/lib/use-cases/ports/wallet-chain";
import { type KnownAsset, readKnownAssets } from "./read-known-assets";

interface WalletRow {
  readonly id: string;
  readonly address: string;
  readonly label: string;
  readonly kind: "key" | "contract";
  readonly network: string;
  readonly linked_at: Date;
}

interface Owned {
  readonly dto: LinkedBalanceDto;
  readonly usdUnits: bigint | null;
}

/**
 * Every linked wallet of the trader, oldest first, with its balances on each network that a node of ours serves; a contract's only on its own. A node
 * that does not answer costs these balances and nothing else. Throws UnavailableError("database") on an outage.
 */
export async function listLinkedWallets(
  trader: Pick<Trader, "sub">,
  parts: Pick<Services, "database" | "clock" | "wallets" | "prices"> = services(),
): Promise<LinkedWalletsDto> {
  const nowSeconds = parts.clock.nowSeconds();
  const { rows, assets } = await parts.database.asTrader(trader.sub, async (tx) => ({
    rows: await tx.query<WalletRow>(
      "SELECT id, address, label, kind, network, linked_at FROM holdfast.linked_wallets WHERE unlinked_at IS NULL ORDER BY linked_at, id",
    ),
    assets: await readKnownAssets(tx, nowSeconds),
  }));
  if (rows.length === 0) return { currency: "USD", wallets: [], total: "0" };
  // The connection is back in the pool before the chain is asked.
  const feeds = assets.flatMap(({ feed }) => feed ?? []);
  const prices = await parts.prices.readPrices(feeds, nowSeconds);
  const priceOf = ({ feed, indexPrice }: KnownAsset): Scaled | null => {
    const price = prices.get(feed?.address ?? "");
    return price?.ok === true ? price.value : feed === null ? indexPrice : null;
  };
  const found = await Promise.all(
    rows.map(async (row) => {
      const askable = row.kind === "key" ? assets : assets.filter(({ network }) => network === row.network);
      return { row, owned: await readOwned(parts.wallets, row.address, askable, priceOf, nowSeconds) };
    }),
  );
  const sums = found.map(({ owned }) => (owned === null ? null : sumOf(owned)));
  return {
    currency: "USD",
    wallets: found.map(({ row, owned }, index) => walletDto(row, owned, sums[index] ?? null)),
    total: sums.includes(null) ? null : usdText(sums.reduce<bigint>((sum, one) => sum + (one ?? 0n), 0n)),
  };
}

/** What the address owns, network by network; null as soon as a node that should answer does not. */
async function readOwned(
  wallets: WalletChain,
  address: string,
  assets: readonly KnownAsset[],
  priceOf: (asset: KnownAsset) => Scaled | null,
  nowSeconds: number,
): Promise<readonly Owned[] | null> {
  const chains = [...new Set(assets.map(({ chainId }) => chainId))];
  const answers = await Promise.all(
    chains.map(async (chainId) => {
      const here = assets.filter((asset) => asset.chainId === chainId);
      const contracts = here.flatMap(({ contract }) => (contract === "" ? [] : [contract]));
      const balances = await wallets.readBalances(chainId, address, contracts, nowSeconds);
      if (balances === "away") return null;
      return balances === "none" ? [] : here.flatMap((asset) => ownedOf(asset, balances.get(asset.contract), priceOf(asset)));
    }),
  );
  const known = answers.filter((answer) => answer !== null);
  return known.length === answers.length ? known.flat() : null;
}

function ownedOf(asset: KnownAsset, units: bigint | undefined, price: Scaled | null): Owned[] {
  if (units === undefined || units === 0n) return [];
  const { decimals, network, networkLabel } = asset;
  const usdUnits = price === null ? null : multiplyByPrice({ units, decimals }, price, USD_DECIMALS, "half_even");
  const dto = { asset: asset.asset, network, networkLabel, amount: formatAmount(units, decimals), value: usdText(usdUnits) };
  return [{ dto, usdUnits }];
}

function sumOf(owned: readonly Owned[]): bigint | null {
  let sum = 0n;
  for (const { usdUnits } of owned) {
    if (usdUnits === null) return null;
    sum += usdUnits;
  }
  return sum;
}

const walletDto = (row: WalletRow, owned: readonly Owned[] | null, sum: bigint | null): LinkedWalletDto => ({
  ...{ id: row.id, address: row.address, label: row.label, kind: row.kind, network: row.network },
  linkedAt: row.linked_at.toISOString(),
  balances: owned?.map(({ dto }) => dto) ?? null,
  value: usdText(sum),
});
