// Who trades on the local markets. Nobody of them is a person: each is a habit, some money and a rhythm.
import { MARKET_PLAN } from "./market-plan";

/** How a wallet comes to its decisions; what each means stands in `wish.ts`. */
export type Habit = "informed" | "momentum" | "reversion" | "accumulator" | "whale" | "noise" | "unlucky" | "arbitrageur";

export interface MarketWallet {
  /** Its number among the local chains' accounts; the first numbers are the guests'. */
  readonly index: number;
  readonly habit: Habit;
  readonly networks: readonly string[];
  /** What it begins with on each of its networks, in whole dollars. */
  readonly capitalUsd: bigint;
  /** How long it waits between two looks at the market, on average. */
  readonly restHours: number;
  /** From 0 to 1: how much of what it sees is true. */
  readonly skill: number;
}

/** Wallets that never trade by themselves: suites and visitors use them, and they hold some of everything. */
export const GUESTS = 6;
export const GUEST_CAPITAL_USD = 200_000n;

const [ethereum = "", arbitrum = "", base = ""] = MARKET_PLAN.map(({ id }) => id);
const everywhere = [ethereum, arbitrum, base];

type Row = readonly [Habit, readonly string[], bigint, number, number];

const ROWS: readonly Row[] = [
  ["arbitrageur", [ethereum], 4_000_000n, 0, 1],
  ["arbitrageur", [arbitrum], 4_000_000n, 0, 1],
  ["arbitrageur", [base], 4_000_000n, 0, 1],
  ["informed", everywhere, 120_000n, 40, 0.95],
  ["informed", [ethereum, base], 80_000n, 30, 0.8],
  ["informed", [arbitrum], 60_000n, 20, 0.7],
  ["informed", [base], 45_000n, 18, 0.6],
  ["momentum", [ethereum, arbitrum], 90_000n, 30, 0.8],
  ["momentum", [arbitrum, base], 50_000n, 24, 0.6],
  ["momentum", [base], 30_000n, 14, 0.4],
  ["momentum", [ethereum], 70_000n, 36, 0.5],
  ["reversion", [ethereum, base], 110_000n, 36, 0.8],
  ["reversion", [arbitrum], 60_000n, 22, 0.6],
  ["reversion", [base, arbitrum], 40_000n, 26, 0.5],
  ["reversion", [ethereum], 75_000n, 40, 0.4],
  ["accumulator", [ethereum], 150_000n, 44, 0.5],
  ["accumulator", [arbitrum, base], 60_000n, 36, 0.5],
  ["accumulator", [base], 25_000n, 24, 0.5],
  ["whale", [ethereum], 2_500_000n, 120, 0.7],
  ["whale", [arbitrum], 1_200_000n, 110, 0.5],
  ["whale", [base], 900_000n, 100, 0.6],
  ["noise", [ethereum, arbitrum], 20_000n, 20, 0],
  ["noise", [arbitrum], 8_000n, 10, 0],
  ["noise", [base], 6_000n, 10, 0],
  ["noise", [base, arbitrum], 15_000n, 16, 0],
  ["noise", [ethereum], 12_000n, 24, 0],
  ["unlucky", [ethereum, base], 70_000n, 30, 0.7],
  ["unlucky", [arbitrum], 35_000n, 16, 0.5],
  ["unlucky", [base], 22_000n, 16, 0.8],
  ["unlucky", [arbitrum, base], 30_000n, 24, 0.4],
];

/** The wallets of the simulator, 30 over the three networks. */
export const MARKET_WALLETS: readonly MarketWallet[] = ROWS.map(([habit, networks, capitalUsd, restHours, skill], row) => ({
  ...{ index: GUESTS + row, habit, networks, capitalUsd, restHours, skill },
}));

/** The node's first ten accounts are what they always were: the deployer, the holder of the demo's tokens, the demo trader's own wallet. */
export const FIRST_WALLET_ACCOUNT = 10;
/** How many accounts each local chain is started with. */
export const CHAIN_ACCOUNTS = FIRST_WALLET_ACCOUNT + GUESTS + MARKET_WALLETS.length;

/** The simulator's wallets on one network. */
export const walletsOn = (network: string): readonly MarketWallet[] => MARKET_WALLETS.filter(({ networks }) => networks.includes(network));
