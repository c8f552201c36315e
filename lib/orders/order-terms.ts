// What an order will do, to the last field. These fields, in canonical form, are what the trader's proof is bound to.

/** The terms of one order. Amounts are base units in decimal text; times are RFC 3339 in UTC to the second; addresses are in lower case. */
export interface OrderTerms {
  readonly version: 1;
  readonly orderId: string;
  /** The trader's `sub`. */
  readonly trader: string;
  readonly network: string;
  readonly chainId: number;
  /** The exchange's contract that carries the order out. */
  readonly router: string;
  /** The tokens that the money goes through, first to last, with commas between; the network's own coin stands there as its wrapped token. */
  readonly path: string;
  readonly payAsset: string;
  /** Null for the network's own coin. */
  readonly payContract: string | null;
  readonly payDecimals: number;
  readonly payAmount: string;
  readonly receiveAsset: string;
  readonly receiveContract: string | null;
  readonly receiveDecimals: number;
  /** Less than this is never taken: the order fails instead, and the money comes back. */
  readonly receiveAmountMin: string;
  /** What the exchange offered when the terms were written. */
  readonly quotedAmount: string;
  /** How far below the quote `receiveAmountMin` lies, in hundredths of a per cent. */
  readonly slippageBps: number;
  /** After this the exchange itself refuses the order. */
  readonly deadline: string;
  /** The event that suggested it, as the trader's own link named it; it decides nothing. */
  readonly signalId: string | null;
  readonly createdAt: string;
  /** Until when it can be approved. */
  readonly expiresAt: string;
}
