// Facts of a market that is traded at random, by a seed: what one run found, the next finds again.
import type { IndexFact } from "@/lib/market/index-facts";

/** A pseudo-random number below `limit`, from a state that goes on (a linear congruence with the constants of Numerical Recipes). */
export function randomBelow(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

// Base units of token0 and token1 of the stand's pairs: dollars and coins of the usual sizes.
const RESERVES: readonly (readonly [bigint, bigint])[] = [
  [10n ** 23n, 15n * 10n ** 11n],
  [3n * 10n ** 12n, 10n ** 21n],
  [5n * 10n ** 9n, 10n ** 21n],
  [10n ** 22n, 5n * 10n ** 19n],
  [10n ** 9n, 10n ** 6n],
];

/** What shapes a run of facts. */
export interface RandomFacts {
  readonly seed: number;
  readonly count: number;
  readonly pairIds: readonly number[];
  readonly wallets: number;
  readonly firstBlock: bigint;
  readonly firstAtSeconds: number;
  /** Seconds between blocks, at most. */
  readonly pauseSecondsMax: number;
}

/** Random swaps and changes of liquidity by the constant product, several to a block, in chain order. */
export function randomFacts({ seed, count, pairIds, wallets, firstBlock, firstAtSeconds, pauseSecondsMax }: RandomFacts): IndexFact[] {
  const below = randomBelow(seed);
  const reserves = RESERVES.map(([reserve0, reserve1]) => ({ reserve0, reserve1 }));
  const facts: IndexFact[] = [];
  let [blockNumber, atSeconds, logIndex] = [firstBlock, firstAtSeconds, 0];
  for (let index = 0; index < count; index += 1) {
    if (below(3) > 0) [blockNumber, atSeconds, logIndex] = [blockNumber + 1n, atSeconds + 1 + below(pauseSecondsMax), 0];
    logIndex += 1 + below(3);
    const at = below(pairIds.length);
    const [pairId, pool] = [pairIds[at] ?? 0, reserves[at] ?? { reserve0: 1n, reserve1: 1n }];
    const place = { pairId, blockNumber, logIndex, atSeconds };
    if (index < pairIds.length * 2 || below(12) === 0) {
      const percent = BigInt(90 + below(25));
      pool.reserve0 = (pool.reserve0 * percent) / 100n;
      pool.reserve1 = (pool.reserve1 * percent) / 100n;
      facts.push({ kind: "reserves", ...place, ...pool });
      continue;
    }
    const isPaid0 = below(2) === 0;
    const [near, far] = isPaid0 ? [pool.reserve0, pool.reserve1] : [pool.reserve1, pool.reserve0];
    const paid = (near * BigInt(1 + below(400))) / 10_000n + 1n;
    const got = (far * paid * 997n) / (near * 1_000n + paid * 997n);
    if (isPaid0) [pool.reserve0, pool.reserve1] = [near + paid, far - got];
    else [pool.reserve0, pool.reserve1] = [far - got, near + paid];
    // Now and then a loan that comes back in its own token: reserves move, and nothing was exchanged.
    const received = below(40) === 0 ? 0n : got;
    facts.push({
      kind: "swap",
      ...place,
      txHash: `0x${(seed * 1_000_000 + index).toString(16).padStart(64, "0")}`,
      wallet: `0x${(1 + below(wallets)).toString(16).padStart(40, "0")}`,
      amount0In: isPaid0 ? paid : 0n,
      amount1In: isPaid0 ? 0n : paid,
      amount0Out: isPaid0 ? 0n : received,
      amount1Out: isPaid0 ? received : 0n,
      ...pool,
    });
  }
  return facts;
}
