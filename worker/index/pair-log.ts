// Logs as a node gives them become what the index reads of them. Words are cut out of the data by hand: a back-fill does this some hundred
// thousand times, and the three events have fixed shapes (Uniswap V2 core, ERC-20).
import { toEventSelector, type Hex } from "viem";

/** A log as `eth_getLogs` answers it. Not every node gives `blockTimestamp`. */
export interface RawLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: string;
  readonly blockHash: string;
  readonly blockTimestamp?: string | null;
  readonly transactionHash: string;
  readonly logIndex: string;
  readonly removed?: boolean;
}

export const TOPICS = {
  swap: toEventSelector("Swap(address,uint256,uint256,uint256,uint256,address)"),
  sync: toEventSelector("Sync(uint112,uint112)"),
  transfer: toEventSelector("Transfer(address,address,uint256)"),
} as const satisfies Record<string, Hex>;

interface Placed {
  readonly address: string;
  readonly txHash: string;
  readonly logIndex: number;
}
export interface SwapLog extends Placed {
  readonly kind: "swap";
  readonly sender: string;
  readonly amounts: readonly [in0: bigint, in1: bigint, out0: bigint, out1: bigint];
}
export interface SyncLog extends Placed {
  readonly kind: "sync";
  readonly reserves: readonly [bigint, bigint];
}
export interface TransferLog extends Placed {
  readonly kind: "transfer";
  readonly from: string;
  readonly to: string;
}
export type PairLog = SwapLog | SyncLog | TransferLog;

const WORD = 64;
const word = (data: string, index: number): bigint => BigInt(`0x${data.slice(2 + index * WORD, 2 + (index + 1) * WORD)}`);
/** A topic holds an address in its last twenty bytes. */
const addressIn = (topic: string | undefined): string => `0x${(topic ?? "").slice(26).toLowerCase()}`;

/** What the log says, or null for a log of another shape under the same name (an ERC-721's Transfer has a fourth topic and no data). */
export function readPairLog({ address, topics, data, transactionHash, logIndex }: RawLog): PairLog | null {
  const placed = { address: address.toLowerCase(), txHash: transactionHash.toLowerCase(), logIndex: Number(logIndex) };
  const words = (data.length - 2) / WORD;
  switch (topics[0]) {
    case TOPICS.swap:
      if (topics.length !== 3 || words !== 4) return null;
      return {
        kind: "swap",
        ...placed,
        sender: addressIn(topics[1]),
        amounts: [word(data, 0), word(data, 1), word(data, 2), word(data, 3)],
      };
    case TOPICS.sync:
      return topics.length === 1 && words === 2 ? { kind: "sync", ...placed, reserves: [word(data, 0), word(data, 1)] } : null;
    case TOPICS.transfer:
      return topics.length === 3 && words === 1
        ? { kind: "transfer", ...placed, from: addressIn(topics[1]), to: addressIn(topics[2]) }
        : null;
    default:
      return null;
  }
}
