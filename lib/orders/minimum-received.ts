// What an order must bring at least. The trader's protection between the quote and the block: whoever moves the price in between, by
// accident or on purpose, can take no more than this distance.

const BPS = 10_000n;

/** The narrowest and the widest distance that a trader may choose, and what stands in the form, in hundredths of a per cent. */
export const SLIPPAGE_BPS_MIN = 1;
export const SLIPPAGE_BPS_MAX = 500;
export const SLIPPAGE_BPS_DEFAULT = 50;

/** Whether it is a whole number of hundredths of a per cent within the bounds. */
export const isSlippage = (bps: number): boolean => Number.isInteger(bps) && bps >= SLIPPAGE_BPS_MIN && bps <= SLIPPAGE_BPS_MAX;

/** `quoted` base units less `slippageBps`, rounded up: the odd unit is the trader's, and the house takes the order that is harder to fill. */
export function minimumReceived(quoted: bigint, slippageBps: number): bigint {
  const kept = quoted * (BPS - BigInt(slippageBps));
  return (kept + BPS - 1n) / BPS;
}
