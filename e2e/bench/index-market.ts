// The market of the bench: three networks with four pairs each and thousands of wallets, of which few trade much and most trade little.
import type { IndexFact } from "@/lib/market/index-facts";
import { randomBelow } from "@/lib/testing/random-facts";

/** The networks of the bench, of the stand's market. */
export const BENCH_NETWORKS = ["one-local", "two-local", "three-local"] as const;

/** How many wallets trade; one in twenty on every network, the others on one. */
export const BENCH_WALLETS = 6_000;

const DAY_SECONDS = 86_400;
const SPAN_SECONDS = 90 * DAY_SECONDS;
const START_SECONDS = 1_767_571_200;

/** When the last fact has happened. */
export const BENCH_UNTIL_SECONDS = START_SECONDS + SPAN_SECONDS + DAY_SECONDS;

/** The bench's wallet `index` as an address. */
export const benchWallet = (index: number): string => `0x${index.toString(16).padStart(40, "0")}`;

// Reserves in base units of token0 and token1 of the stand's four pairs that lead to a dollar: some ten million dollars each.
const RESERVES: readonly (readonly [bigint, bigint])[] = [
  [10n ** 24n, 15n * 10n ** 12n],
  [10n ** 13n, 4n * 10n ** 21n],
  [2n * 10n ** 10n, 4n * 10n ** 21n],
  [10n ** 24n, 6n * 10n ** 21n],
];

/** Facts of one network in pieces of `piece`: `swaps` swaps spread evenly over 90 days, so that fewer swaps are a thinner market and not a shorter one. */
export function* benchFacts(network: number, pairIds: readonly number[], swaps: number, piece: number): Generator<IndexFact[], undefined> {
  const below = randomBelow(7 + network);
  const pools = RESERVES.map(([reserve0, reserve1]) => ({ reserve0, reserve1 }));
  let facts: IndexFact[] = pools.map((pool, at) => ({
    kind: "reserves",
    pairId: pairIds[at] ?? 0,
    blockNumber: 1n,
    logIndex: at,
    atSeconds: START_SECONDS,
    ...pool,
  }));
  for (let index = 0; index < swaps; index += 1) {
    const at = below(pools.length);
    const pool = pools[at] ?? { reserve0: 1n, reserve1: 1n };
    // Whoever pays the side that grew is paid better, so the pools stay near where they began.
    const isPaid0 = below(100) < (pool.reserve0 < (RESERVES[at]?.[0] ?? 0n) ? 60 : 40);
    const [near, far] = isPaid0 ? [pool.reserve0, pool.reserve1] : [pool.reserve1, pool.reserve0];
    const paid = (near * sizeOf(below)) / 10_000_000n + 1n;
    const got = (far * paid * 997n) / (near * 1_000n + paid * 997n);
    if (isPaid0) [pool.reserve0, pool.reserve1] = [near + paid, far - got];
    else [pool.reserve0, pool.reserve1] = [far - got, near + paid];
    facts.push({
      kind: "swap",
      pairId: pairIds[at] ?? 0,
      blockNumber: BigInt(index + 2),
      logIndex: 1,
      txHash: `0x${(network * 10_000_000 + index).toString(16).padStart(64, "0")}`,
      atSeconds: START_SECONDS + Math.floor((index / swaps) * SPAN_SECONDS),
      wallet: walletOf(network, below),
      amount0In: isPaid0 ? paid : 0n,
      amount1In: isPaid0 ? 0n : paid,
      amount0Out: isPaid0 ? 0n : got,
      amount1Out: isPaid0 ? got : 0n,
      ...pool,
    });
    if (facts.length >= piece) {
      yield facts;
      facts = [];
    }
  }
  if (facts.length > 0) yield facts;
}

/** From some ten dollars to some hundred thousand, each tenfold a third as often. */
function sizeOf(below: (limit: number) => number): bigint {
  const scale = [10n, 100n, 1_000n, 10_000n][below(27) === 0 ? 3 : below(9) === 0 ? 2 : below(3) === 0 ? 1 : 0] ?? 10n;
  return scale * BigInt(1 + below(9));
}

/** A tenth of the wallets makes half of the trades. */
function walletOf(network: number, below: (limit: number) => number): string {
  const wallet = below(2) === 0 ? below(BENCH_WALLETS / 10) : below(BENCH_WALLETS);
  return benchWallet(wallet % 20 === 0 ? wallet : wallet - (wallet % 3) + network);
}
