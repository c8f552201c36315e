// What a withdrawal will do, to the last field. These fields, in canonical form, are what the trader's proof is bound to.

/** The terms of one withdrawal. Amounts are base units in decimal text; times are RFC 3339 in UTC to the second. */
export interface WithdrawalTerms {
  readonly version: 1;
  readonly withdrawalId: string;
  /** The trader's `sub`. */
  readonly trader: string;
  readonly network: string;
  readonly chainId: number;
  readonly asset: string;
  /** Null for the network's own coin. */
  readonly assetContract: string | null;
  readonly decimals: number;
  /** What arrives at the destination. */
  readonly amount: string;
  /** What the house keeps, on top of the amount. */
  readonly fee: string;
  readonly feeAsset: string;
  /** With its checksum (EIP-55). */
  readonly destination: string;
  readonly memo: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
}
