// What the demo trader owns, and what it once cost. Amounts and costs are decimal texts; nothing of them comes from a market.

export interface DemoDeposit {
  /** Names the deposit for good: it is the idempotency key and what the trader sees as reference. */
  readonly key: string;
  readonly asset: string;
  readonly amount: string;
  /** US dollars for the whole deposit. */
  readonly cost: string;
  /** How long before the first seeding it arrived. */
  readonly secondsBefore: number;
}

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** Oldest first. Two deposits of ETH at different costs, so that it shows which of them was sold first. */
export const DEMO_DEPOSITS: readonly DemoDeposit[] = [
  { key: "demo-deposit-1", asset: "USDC", amount: "12500.50", cost: "12500.50", secondsBefore: 27 * DAY_SECONDS + 5 * HOUR_SECONDS },
  { key: "demo-deposit-2", asset: "ETH", amount: "1.25", cost: "2975.50", secondsBefore: 21 * DAY_SECONDS + 9 * HOUR_SECONDS },
  { key: "demo-deposit-3", asset: "WBTC", amount: "0.35", cost: "30943.50", secondsBefore: 14 * DAY_SECONDS + 2 * HOUR_SECONDS },
  { key: "demo-deposit-4", asset: "LINK", amount: "120", cost: "1962", secondsBefore: 6 * DAY_SECONDS + 7 * HOUR_SECONDS },
  { key: "demo-deposit-5", asset: "ETH", amount: "0.75", cost: "2328.90", secondsBefore: 2 * DAY_SECONDS + 3 * HOUR_SECONDS },
];
