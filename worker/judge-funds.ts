// Whether custody can pay, with everything that is signed and not yet in a block counted as gone.
import type { Hex } from "./chain";
import type { Outflow } from "./outflow";

/** What is about to leave: of the token at `contract`, or of the chain's own coin (null). */
export interface Spending {
  readonly contract: Hex | null;
  readonly amountBaseUnits: bigint;
}

export interface Funds {
  /** Base units of the asset to be spent at the paying account. */
  readonly assetBalance: bigint;
  /** Wei at the paying account; the same number as `assetBalance` for the chain's own coin. */
  readonly coinBalance: bigint;
  /** What has a nonce and whose money may still be in the balances above. */
  readonly inFlight: readonly Outflow[];
}

const isSame = (left: string | null, right: string | null): boolean => left?.toLowerCase() === right?.toLowerCase();

/** `short` when asset or gas would not last for this after all others; it is a reason to wait and never to fail. */
export function judgeFunds(spending: Spending, gasCostMax: bigint, { assetBalance, coinBalance, inFlight }: Funds): "enough" | "short" {
  const coinGone = inFlight.reduce((sum, { coinCostMax }) => sum + coinCostMax, 0n);
  const coinNeeded = gasCostMax + (spending.contract === null ? spending.amountBaseUnits : 0n);
  if (coinBalance < coinGone + coinNeeded) return "short";
  if (spending.contract === null) return "enough";
  const assetGone = inFlight
    .filter(({ contract }) => isSame(contract, spending.contract))
    .reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n);
  return assetBalance < assetGone + spending.amountBaseUnits ? "short" : "enough";
}
