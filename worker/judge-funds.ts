// Whether custody can pay, with everything that is signed and not yet in a block counted as gone.
import type { Payment } from "./chain";
import type { SignedPayment } from "./payment";

export interface Funds {
  /** Base units of the payment's asset at the paying account. */
  readonly assetBalance: bigint;
  /** Wei at the paying account; the same number as `assetBalance` for the chain's own coin. */
  readonly coinBalance: bigint;
  /** Payments that have a nonce and whose money may still be in the balances above. */
  readonly inFlight: readonly SignedPayment[];
}

const isSame = (left: string | null, right: string | null): boolean => left?.toLowerCase() === right?.toLowerCase();

/** `short` when asset or gas would not last for this payment after all others; it is a reason to wait and never to fail. */
export function judgeFunds(payment: Payment, gasCostMax: bigint, { assetBalance, coinBalance, inFlight }: Funds): "enough" | "short" {
  const coinGone = inFlight.reduce((sum, { coinCostMax }) => sum + coinCostMax, 0n);
  const coinNeeded = gasCostMax + (payment.contract === null ? payment.amountBaseUnits : 0n);
  if (coinBalance < coinGone + coinNeeded) return "short";
  if (payment.contract === null) return "enough";
  const assetGone = inFlight
    .filter(({ contract }) => isSame(contract, payment.contract))
    .reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n);
  return assetBalance < assetGone + payment.amountBaseUnits ? "short" : "enough";
}
