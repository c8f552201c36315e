// The logs of one block become facts. Pure, so that what the index holds is a function of what the chain says and of nothing else.
import { invariant } from "@/lib/ground/invariant";
import type { BlocksRequest } from "@/lib/contracts/ingest";
import { attributeSwaps } from "@/lib/market/attribute-swaps";
import type { PairLog, SwapLog, SyncLog, TransferLog } from "./pair-log";

/** A pair that is followed: our name of it, and its tokens in lower case. */
export interface FollowedPair {
  readonly id: number;
  readonly token0: string;
  readonly token1: string;
}

/** The pairs of one network by address, and what else a fact hangs on. */
export interface Followed {
  readonly pairs: ReadonlyMap<string, FollowedPair>;
  readonly router: string | null;
}

export type WireFact = BlocksRequest["blocks"][number]["facts"][number];
type WireSwap = Extract<WireFact, { kind: "swap" }>;

/** A fact that is whole but for its wallet, which the sender of its transaction gives. */
export interface SenderlessSwap extends Omit<WireSwap, "wallet"> {
  readonly wallet: null;
}

/** The facts of one block's logs, given in log order, in log order. A swap takes the reserves of the Sync before it; a Sync without one is a fact itself. */
export function factsOfLogs(logs: readonly PairLog[], followed: Followed): (WireFact | SenderlessSwap)[] {
  const transactions = new Map<string, PairLog[]>();
  for (const log of logs) {
    const ofOne = transactions.get(log.txHash);
    if (ofOne === undefined) transactions.set(log.txHash, [log]);
    else ofOne.push(log);
  }
  return [...transactions.values()]
    .flatMap((ofOne) => factsOfTransaction(ofOne, followed))
    .sort((left, right) => left.logIndex - right.logIndex);
}

function factsOfTransaction(logs: readonly PairLog[], { pairs, router }: Followed): (WireFact | SenderlessSwap)[] {
  const isSwap = (log: PairLog): log is SwapLog => log.kind === "swap";
  const transfers = logs
    .filter((log): log is TransferLog => log.kind === "transfer")
    .map(({ address, ...rest }) => ({ ...rest, token: address }));
  const swaps = logs.filter(isSwap).map(({ logIndex, address, sender, amounts }) => {
    const pair = pairs.get(address);
    const paidTokens = pair === undefined ? [] : [pair.token0, pair.token1].filter((_, side) => (amounts[side] ?? 0n) > 0n);
    return { logIndex, pair: address, sender, paidTokens };
  });
  const wallets = attributeSwaps({ swaps, transfers, router });
  const facts: (WireFact | SenderlessSwap)[] = [];
  const open = new Map<string, SyncLog>();
  const settle = (sync: SyncLog | undefined): void => {
    const pair = pairs.get(sync?.address ?? "");
    if (sync !== undefined && pair !== undefined)
      facts.push({ kind: "reserves", pairId: pair.id, logIndex: sync.logIndex, ...reservesOf(sync) });
  };
  for (const log of logs) {
    const pair = pairs.get(log.address);
    if (pair === undefined || log.kind === "transfer") continue;
    const sync = open.get(log.address);
    open.delete(log.address);
    if (log.kind === "sync") {
      settle(sync);
      open.set(log.address, log);
      continue;
    }
    invariant(sync !== undefined, "a pair says its reserves before it says its swap");
    facts.push(swapFact(log, sync, pair.id, wallets.get(log.logIndex) ?? null));
  }
  for (const sync of open.values()) settle(sync);
  return facts;
}

const reservesOf = ({ reserves: [reserve0, reserve1] }: SyncLog) => ({ reserve0: reserve0.toString(), reserve1: reserve1.toString() });

function swapFact({ logIndex, txHash, amounts }: SwapLog, sync: SyncLog, pairId: number, wallet: string | null): WireFact | SenderlessSwap {
  const [amount0In, amount1In, amount0Out, amount1Out] = amounts.map(String) as [string, string, string, string];
  const fact = { kind: "swap" as const, pairId, logIndex, txHash, amount0In, amount1In, amount0Out, amount1Out, ...reservesOf(sync) };
  return wallet === null ? { ...fact, wallet } : { ...fact, wallet };
}
