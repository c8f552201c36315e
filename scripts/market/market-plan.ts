// What trades on the local chains: three networks, their tokens and their pairs. Names are borrowed, prices and trades are simulated.
import { DEMO_ASSETS, NETWORK } from "../chain/demo-assets";

export interface PlannedToken {
  readonly symbol: string;
  readonly name: string;
  readonly decimals: number;
  /** US dollars per whole token around which its fair value moves, with 8 decimals. */
  readonly price: bigint;
  /** Whole tokens that exist; those that the demo's deployment has made already are not made again. */
  readonly supply: bigint;
}

export interface PlannedPair {
  readonly base: string;
  readonly quote: string;
  /** US dollars that lie on each side at the start, without decimals. */
  readonly depthUsd: bigint;
}

export interface PlannedNetwork {
  readonly id: string;
  readonly chainId: number;
  readonly label: string;
  readonly tokens: readonly PlannedToken[];
  readonly pairs: readonly PlannedPair[];
}

/** The token by which the network's coin trades, and the one that counts as a dollar. */
export const WRAPPED = "WETH";
export const DOLLAR = "USDC";

const USDC = { symbol: DOLLAR, name: "USD Coin", decimals: 6, price: 99980000n, supply: 1_000_000_000n };

const priceOf = (asset: string): bigint => DEMO_ASSETS.find((known) => known.asset === asset)?.price ?? 0n;
const WETH: PlannedToken = { symbol: WRAPPED, name: "Wrapped Ether", decimals: 18, price: priceOf("ETH"), supply: 0n };

const token = (symbol: string, name: string, decimals: number, price: bigint, supply: bigint): PlannedToken => ({
  ...{ symbol, name, decimals, price, supply },
});
const pair = (base: string, quote: string, depthUsd: bigint): PlannedPair => ({ base, quote, depthUsd });

/** The networks in the order of their ports. The first is the demo's own chain, which pays withdrawals; its tokens exist already. */
export const MARKET_PLAN: readonly PlannedNetwork[] = [
  {
    ...NETWORK,
    tokens: [
      WETH,
      ...DEMO_ASSETS.filter(({ isToken }) => isToken).map(({ asset, name, decimals, price, supply }) =>
        token(asset, name, decimals, price, supply),
      ),
    ],
    pairs: [
      pair(WRAPPED, DOLLAR, 12_000_000n),
      pair("WBTC", WRAPPED, 10_000_000n),
      pair("LINK", WRAPPED, 4_000_000n),
      pair("LINK", DOLLAR, 4_000_000n),
    ],
  },
  {
    id: "arbitrum-local",
    chainId: 31_338,
    label: "Arbitrum (local chain)",
    tokens: [WETH, USDC, token("ARB", "Arbitrum", 18, 84000000n, 500_000_000n), token("GMX", "GMX", 18, 31_20000000n, 10_000_000n)],
    pairs: [
      pair(WRAPPED, DOLLAR, 8_000_000n),
      pair("ARB", WRAPPED, 3_000_000n),
      pair("ARB", DOLLAR, 3_000_000n),
      pair("GMX", WRAPPED, 2_000_000n),
    ],
  },
  {
    id: "base-local",
    chainId: 31_339,
    label: "Base (local chain)",
    tokens: [
      WETH,
      USDC,
      token("AERO", "Aerodrome", 18, 1_42000000n, 200_000_000n),
      token("cbBTC", "Coinbase Wrapped BTC", 8, priceOf("WBTC"), 10_000n),
    ],
    pairs: [
      pair(WRAPPED, DOLLAR, 8_000_000n),
      pair("AERO", WRAPPED, 2_000_000n),
      pair("AERO", DOLLAR, 2_000_000n),
      pair("cbBTC", DOLLAR, 5_000_000n),
    ],
  },
];

/** The plan's network of that id. */
export function plannedNetwork(id: string): PlannedNetwork {
  const found = MARKET_PLAN.find((network) => network.id === id);
  if (found === undefined) throw new Error(`There is no local network ${id}.`);
  return found;
}

/** Base units of `symbol` that are worth `usd` whole dollars at its planned price, rounded down. */
export function worthInUnits({ decimals, price }: PlannedToken, usd: bigint): bigint {
  return (usd * 10n ** BigInt(decimals + 8)) / price;
}
