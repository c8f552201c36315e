// What a payment may cost in gas. A signed transaction is never replaced, so its ceiling must outlast any rise of the fees: the base fee
// can grow by an eighth per block, and only what the block asks is paid.

const GWEI = 1_000_000_000n;
const PRIORITY_FEE_PER_GAS = 2n * GWEI;
const BASE_FEE_GROWTH_MAX = 10n;
const FEE_PER_GAS_MIN = 200n * GWEI;

/** A destination is somebody else's code; it gets enough for a wallet contract, and not so much that it could drain the gas money. */
export const GAS_MAX = 300_000n;

export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** The ceiling for a base fee (wei per gas): ten times it, 200 gwei at least, and the tip. */
export function feesAt(baseFeePerGas: bigint): Fees {
  const ceiling = baseFeePerGas * BASE_FEE_GROWTH_MAX;
  return {
    maxFeePerGas: (ceiling > FEE_PER_GAS_MIN ? ceiling : FEE_PER_GAS_MIN) + PRIORITY_FEE_PER_GAS,
    maxPriorityFeePerGas: PRIORITY_FEE_PER_GAS,
  };
}

/** Half as much again as was estimated: a first payment to an address costs more than the next one, and the estimate saw only one moment. */
export const gasLimitFor = (estimatedGas: bigint): bigint => (estimatedGas * 3n) / 2n;
