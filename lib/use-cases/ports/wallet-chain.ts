// What the product asks a chain about wallets that are not in its custody.

/** What is owned on one network, by token contract in lower case; the network's own coin stands under "". */
export type WalletBalances = ReadonlyMap<string, bigint>;

export interface WalletChain {
  /**
   * Whether the contract at `address` says that `signature` of `message` is its own (ERC-1271). False where there is no contract or no node for the
   * network; throws UnavailableError("chain") when a node that might know does not answer.
   */
  acceptsSignature(chainId: bigint, address: string, message: string, signature: string): Promise<boolean>;
  /**
   * Balances of `address` in the network's own coin and in each of `contracts`; a token that cannot be read is left out. `away` when the node does not
   * answer, `none` when no node of ours serves the network. Never throws; answers may be a few seconds old.
   */
  readBalances(
    chainId: bigint,
    address: string,
    contracts: readonly string[],
    nowSeconds: number,
  ): Promise<WalletBalances | "away" | "none">;
}
