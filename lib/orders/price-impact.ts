// How far an order moves the price against itself. Said before anybody approves: in a thin market the quote is honest and still bad.

/** What one pool has of the two tokens of a hop, in base units. */
export interface Reserves {
  readonly reserveIn: bigint;
  readonly reserveOut: bigint;
}

const BPS = 10_000n;
// The exchange keeps three thousandths of what goes into each pool (Uniswap V2, getAmountOut); that is its fee and no impact.
const FEE_KEPT = 997n;
const FEE_OF = 1_000n;

/** Above this an order is refused: it would pay for the move and not for the asset. */
export const IMPACT_BPS_MAX = 1_000;

/** Impact in hundredths of a per cent, rounded up, of `amountIn` that brings `amountOut` over `hops`; null where a pool is empty. */
export function priceImpactBps(hops: readonly Reserves[], amountIn: bigint, amountOut: bigint): number | null {
  if (hops.length === 0 || amountIn <= 0n || hops.some(({ reserveIn, reserveOut }) => reserveIn <= 0n || reserveOut <= 0n)) return null;
  // What the same amount would bring if the first unit's price held for all of it.
  const unmoved = hops.reduce((value, { reserveOut }) => value * reserveOut * FEE_KEPT, amountIn);
  const divisor = hops.reduce((value, { reserveIn }) => value * reserveIn * FEE_OF, 1n);
  const lost = unmoved - amountOut * divisor;
  if (lost <= 0n) return 0;
  return Number.parseInt(((lost * BPS + unmoved - 1n) / unmoved).toString(), 10);
}
