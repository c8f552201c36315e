// The chain as the worker sees it. An adapter translates its node's errors at its own door.
export type Hex = `0x${string}`;

/** Moves `amountBaseUnits` of the token at `contract`, or of the chain's own coin (null), to `to`. */
export interface Payment {
  readonly to: Hex;
  readonly contract: Hex | null;
  readonly amountBaseUnits: bigint;
}

/** Where the chain stands. */
export interface Head {
  readonly chainId: bigint;
  readonly blockNumber: bigint;
  /** In wei. */
  readonly baseFeePerGas: bigint;
}

/** What a payment would do if it were mined now. `unclear`: the node answered, and neither yes nor no. */
export type Simulation =
  { readonly outcome: "would_pay"; readonly gas: bigint } | { readonly outcome: "would_fail" } | { readonly outcome: "unclear" };

/** That a transaction is in a block. */
export interface Receipt {
  readonly blockNumber: bigint;
  readonly blockHash: Hex;
  readonly isSuccess: boolean;
  /** What tokens say they moved: contract, from, to in lower case. */
  readonly tokenMoves: readonly { readonly contract: Hex; readonly from: Hex; readonly to: Hex; readonly amountBaseUnits: bigint }[];
  /** What wrapped coins say was turned back into the chain's own coin, and by whom: contract and owner in lower case. */
  readonly unwraps: readonly { readonly contract: Hex; readonly owner: Hex; readonly amountBaseUnits: bigint }[];
}

/** Every method throws UnavailableError("chain") when the node cannot be reached or answers nonsense. */
export interface Chain {
  readHead(): Promise<Head>;
  /** How many transactions of `account` are in blocks; pending ones do not count. */
  readTransactionCount(account: Hex): Promise<bigint>;
  /** Base units of the token at `contract`, or of the chain's own coin (null). */
  readBalance(account: Hex, contract: Hex | null): Promise<bigint>;
  simulate(from: Hex, payment: Payment): Promise<Simulation>;
  /** What the exchange at `router` would give now for `amountIn` along `path`, in base units; null when it would give nothing. */
  readOffer(router: Hex, amountIn: bigint, path: readonly Hex[]): Promise<bigint | null>;
  /** Hands signed bytes to the node. `known`: it has them, or their nonce is spent; `not_now`: it will not take them yet, and says why. */
  send(raw: Hex): Promise<{ readonly outcome: "accepted" | "known" } | { readonly outcome: "not_now"; readonly reason: string }>;
  findReceipt(txHash: Hex): Promise<Receipt | null>;
  /** The hash of the block that the chain has at this height now. */
  findBlockHash(blockNumber: bigint): Promise<Hex | null>;
}
