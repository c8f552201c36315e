// A thousand swaps by rule, chosen so that a person can work out everything about them on paper; the working stands where they are tested.
import type { IndexFact } from "@/lib/market/index-facts";

/** Monday, 5 January 2026, 00:00:00 UTC. */
export const SCENARIO_START_SECONDS = 1_767_571_200;

/** The second half starts eight hours after the first: for 3 h 50 min nobody trades. */
export const SCENARIO_HALF_SECONDS = 28_800;

/** Ids of the pairs that the scenario trades: LINK/USDC, WETH/USDC and WBTC/WETH, where LINK and WBTC are token0 and USDC sorts before WETH. */
export interface ScenarioPairs {
  readonly linkUsdc: number;
  readonly usdcWeth: number;
  readonly wbtcWeth: number;
}

/** Wallet 0 to 9 as an address. */
export const scenarioWallet = (wallet: number): string => `0x${"a".repeat(39)}${String(wallet)}`;

/** When swap `n` of 0 to 999 happens: two a minute, from 00:00 to 04:10 and from 08:00 to 12:10. */
const atOf = (n: number): number => SCENARIO_START_SECONDS + (n < 500 ? 30 * n : SCENARIO_HALF_SECONDS + 30 * (n - 500));

const CENT = 10_000n;
const LINK = 10n ** 18n;
const WETH = 10n ** 18n;
const TENTH_OF_WBTC = 10n ** 7n;
const MILLION_USDC = 10n ** 12n;

/** A LINK/USDC swap: whether it buys, how many LINK, and the price of one in cents. */
interface LinkTrade {
  readonly isBuy: boolean;
  readonly link: bigint;
  readonly cents: bigint;
}

/** By how many cents above its purchase at 10.00 a wallet of 0 to 6 sells in its cycle `c` of 0 to 49. */
const MARGIN_CENTS: readonly ((c: number) => number)[] = [
  () => 10,
  () => -10,
  (c) => (c % 2 === 0 ? 30 : -10),
  (c) => (c < 25 ? 20 : -10),
  (c) => (c < 10 ? -50 : 20),
  (c) => c + 1,
  () => 0,
];

/** Swap `k` of 0 to 99 of a wallet of 0 to 8. */
function linkTrade(wallet: number, k: number): LinkTrade {
  const margin = MARGIN_CENTS[wallet];
  if (margin !== undefined) {
    return k % 2 === 0
      ? { isBuy: true, link: 10n, cents: 1_000n }
      : { isBuy: false, link: 10n, cents: BigInt(1_000 + margin((k - 1) / 2)) };
  }
  // Wallet 7 buys fifty times, ten cents dearer each time, and then sells fifty times at 13.00.
  if (wallet === 7) return k < 50 ? { isBuy: true, link: 1n, cents: BigInt(1_000 + 10 * k) } : { isBuy: false, link: 1n, cents: 1_300n };
  // Wallet 8 sells twice as much as it was seen buying.
  const turn = k % 4;
  if (turn === 0) return { isBuy: true, link: 6n, cents: 1_000n };
  return { isBuy: false, link: 4n, cents: turn === 1 ? 1_100n : 1_200n };
}

/** The scenario's facts: 1,000 swaps, one to a block, and the two moments at which WETH gets its price: 2,000 dollars, then 3,000. */
export function thousandSwaps(pairs: ScenarioPairs): IndexFact[] {
  const facts: IndexFact[] = [];
  for (let n = 0; n < 1_000; n += 1) {
    const blockNumber = BigInt(n + 1);
    if (n % 500 === 0) {
      const reserve0 = (n === 0 ? 2n : 3n) * MILLION_USDC;
      facts.push({
        kind: "reserves",
        pairId: pairs.usdcWeth,
        blockNumber,
        logIndex: 0,
        atSeconds: atOf(n),
        reserve0,
        reserve1: 1_000n * WETH,
      });
    }
    const [wallet, k] = [n % 10, Math.floor(n / 10)];
    const place = { kind: "swap", blockNumber, logIndex: 2, atSeconds: atOf(n), wallet: scenarioWallet(wallet) } as const;
    const txHash = `0x${n.toString(16).padStart(64, "0")}`;
    if (wallet === 9) {
      // Wallet 9 turns 1 WETH into 0.05 WBTC and back.
      const flows = flowsOf(k % 2 === 0, TENTH_OF_WBTC / 2n, WETH);
      facts.push({ ...place, txHash, pairId: pairs.wbtcWeth, ...flows, reserve0: 1_000n * TENTH_OF_WBTC, reserve1: 2_000n * WETH });
      continue;
    }
    const { isBuy, link, cents } = linkTrade(wallet, k);
    const flows = flowsOf(isBuy, link * LINK, link * cents * CENT);
    facts.push({ ...place, txHash, pairId: pairs.linkUsdc, ...flows, reserve0: 100_000n * LINK, reserve1: MILLION_USDC });
  }
  return facts;
}

/** Token0 is the base of both traded pairs. */
const flowsOf = (isBuy: boolean, base: bigint, quote: bigint) =>
  isBuy
    ? { amount0In: 0n, amount1In: quote, amount0Out: base, amount1Out: 0n }
    : { amount0In: base, amount1In: 0n, amount0Out: 0n, amount1Out: quote };
