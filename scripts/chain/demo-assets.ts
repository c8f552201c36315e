// What the demo chain has, and at which demo price. The prices are simulated: nothing of them comes from a market.

export const NETWORK = { id: "ethereum-local", chainId: 31_337, label: "Ethereum (local chain)" } as const;

/** Decimals of every feed's answer, as Chainlink's USD feeds have them. */
export const FEED_DECIMALS = 8;

export interface DemoAsset {
  readonly asset: string;
  readonly name: string;
  readonly decimals: number;
  /** False for the network's own coin, which has no contract. */
  readonly isToken: boolean;
  /** Whole tokens that exist, all at the custody account. */
  readonly supply: bigint;
  /** USD per unit, with FEED_DECIMALS decimals. */
  readonly price: bigint;
}

export const DEMO_ASSETS: readonly DemoAsset[] = [
  { asset: "ETH", name: "Ether", decimals: 18, isToken: false, supply: 0n, price: 3_412_57000000n },
  { asset: "USDC", name: "USD Coin", decimals: 6, isToken: true, supply: 100_000_000n, price: 99980000n },
  { asset: "WBTC", name: "Wrapped Bitcoin", decimals: 8, isToken: true, supply: 10_000n, price: 97_305_20000000n },
  { asset: "LINK", name: "Chainlink", decimals: 18, isToken: true, supply: 10_000_000n, price: 14_86000000n },
];
