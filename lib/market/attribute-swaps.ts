// Whose money a swap was. A pair's log names the contract that called it and the address it paid, and neither has to be the trader: the one whose
// tokens came in is. Tokens move by Transfer logs, which nobody can write in another's name.

/** A Transfer of one transaction; addresses in lower case. */
export interface TransferSeen {
  readonly logIndex: number;
  readonly token: string;
  readonly from: string;
  readonly to: string;
}

/** A Swap of the same transaction. `paidTokens`: the pair's tokens of which the log says that some came in. */
export interface SwapSeen {
  readonly logIndex: number;
  readonly pair: string;
  /** The caller of the pair, most often a router. */
  readonly sender: string;
  readonly paidTokens: readonly string[];
}

interface TransactionSeen {
  readonly swaps: readonly SwapSeen[];
  readonly transfers: readonly TransferSeen[];
  /** The exchange's own router, or null where none is known. */
  readonly router: string | null;
}

/**
 * The wallet of each swap by its log index, given in log order; null means the transaction's own sender.
 * The payer is who made the last Transfer of a paid token into the pair before its Swap. A payer that is a pair which swapped before in the same
 * transaction passes on the wallet of that hop. A router, or the contract that called the pair, pays with what it was given in another form
 * (the network's coin, most often): then the sender of the transaction counts, not the recipient, because anybody can make anybody a recipient
 * and could so put trades into the record of a wallet that others follow.
 */
export function attributeSwaps({ swaps, transfers, router }: TransactionSeen): ReadonlyMap<number, string | null> {
  const wallets = new Map<number, string | null>();
  const lastSwapOf = new Map<string, number>();
  for (const swap of swaps) {
    const since = lastSwapOf.get(swap.pair) ?? -1;
    const payment = transfers.findLast(
      ({ logIndex, token, to }) => to === swap.pair && logIndex > since && logIndex < swap.logIndex && swap.paidTokens.includes(token),
    );
    const hop = payment === undefined ? undefined : lastSwapOf.get(payment.from);
    const isMiddleman = payment === undefined || payment.from === router || payment.from === swap.sender;
    wallets.set(swap.logIndex, hop !== undefined ? (wallets.get(hop) ?? null) : isMiddleman ? null : payment.from);
    lastSwapOf.set(swap.pair, swap.logIndex);
  }
  return wallets;
}
