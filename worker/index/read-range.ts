// Everything that happened in a range of blocks, from a node whose chain may change while it is being read. What is answered is of one chain, and
// that chain goes on from the block where the index stands; anything else is "moved", and asked again.
import type { BlocksRequest, PlaceDto } from "@/lib/contracts/ingest";
import type { ChainBlock, ChainReader } from "./chain-reader";
import { factsOfLogs, type Followed, type SenderlessSwap, type WireFact } from "./facts-of-logs";
import { readPairLog, type PairLog, type RawLog } from "./pair-log";

export type FactBlock = BlocksRequest["blocks"][number];

export interface ReadRange {
  readonly to: ChainBlock;
  readonly blocks: readonly FactBlock[];
  readonly facts: number;
}

interface RangeQuery extends Followed {
  readonly after: PlaceDto | null;
  readonly fromBlock: number;
  readonly toBlock: number;
}

/** Blocks of a range this short are asked for by name, so that even a chain that moved away and came back is noticed. */
const NAMED_BLOCKS_MAX = 64;

/** The range, or "moved" when the chain is not the one that the question began with. Throws UnavailableError("chain") on an outage. */
export async function readRange(chain: ChainReader, query: RangeQuery): Promise<ReadRange | "moved"> {
  const { after, fromBlock, toBlock, pairs, router } = query;
  const to = await chain.findBlock(toBlock);
  if (to === null) return "moved";
  const tokens = [...new Set([...pairs.values()].flatMap(({ token0, token1 }) => [token0, token1]))];
  const { ofPairs, intoPairs } = await chain.readLogs({ fromBlock, toBlock, pairs: [...pairs.keys()], tokens });
  const found = groupByBlock([...ofPairs, ...intoPairs]);
  if (found === null) return "moved";
  const isShort = toBlock - fromBlock < NAMED_BLOCKS_MAX;
  const read = await Promise.all(found.map((block) => readBlock(chain, block, { pairs, router }, isShort)));
  if (read.includes("moved")) return "moved";
  const blocks = read.filter((block) => block !== null && block !== "moved");
  const [before, again] = await Promise.all([after === null ? null : chain.findBlock(after.number), chain.findBlock(toBlock)]);
  const isOneChain =
    before?.hash === after?.hash && again?.hash === to.hash && blocks.every(({ number, hash }) => number !== to.number || hash === to.hash);
  return isOneChain ? { to, blocks, facts: blocks.reduce((sum, { facts }) => sum + facts.length, 0) } : "moved";
}

/** One block with its facts; null without any. */
async function readBlock(
  chain: ChainReader,
  { number, hash, at, logs }: FoundBlock,
  followed: Followed,
  isNamed: boolean,
): Promise<FactBlock | "moved" | null> {
  const facts = factsOfLogs(logs, followed);
  if (facts.length === 0) return null;
  const [whole, block] = await Promise.all([withSenders(chain, facts), isNamed || at === null ? chain.findBlock(number) : null]);
  const atSeconds = block?.atSeconds ?? at;
  if (whole === null || atSeconds === null || (block !== null && block.hash !== hash)) return "moved";
  return { number, hash, atSeconds, facts: whole };
}

interface FoundBlock {
  readonly number: number;
  readonly hash: string;
  /** Null when the node does not say it with the log. */
  readonly at: number | null;
  readonly logs: PairLog[];
}

/** Logs by block, blocks and logs in order; null when two logs of one block name two hashes, or one was taken back. */
function groupByBlock(raw: readonly RawLog[]): FoundBlock[] | null {
  const blocks = new Map<number, FoundBlock>();
  for (const log of raw) {
    const number = Number(log.blockNumber);
    const at = typeof log.blockTimestamp === "string" ? Number(log.blockTimestamp) : null;
    const block = blocks.get(number) ?? { number, hash: log.blockHash, at, logs: [] };
    if (block.hash !== log.blockHash || log.removed === true) return null;
    blocks.set(number, block);
    const read = readPairLog(log);
    if (read !== null) block.logs.push(read);
  }
  for (const { logs } of blocks.values()) logs.sort((left, right) => left.logIndex - right.logIndex);
  return [...blocks.values()].sort((left, right) => left.number - right.number);
}

/** Swaps that were paid in the network's coin are the sender's; null when the node no longer knows the transaction. */
async function withSenders(chain: ChainReader, facts: readonly (WireFact | SenderlessSwap)[]): Promise<WireFact[] | null> {
  const hashes = [...new Set(facts.flatMap((fact) => (fact.kind === "swap" && fact.wallet === null ? [fact.txHash] : [])))];
  const found = await Promise.all(hashes.map(async (hash) => [hash, await chain.findSender(hash)] as const));
  const senders = new Map(found);
  const whole: WireFact[] = [];
  for (const fact of facts) {
    if (fact.kind === "reserves" || fact.wallet !== null) {
      whole.push(fact);
      continue;
    }
    const wallet = senders.get(fact.txHash) ?? null;
    if (wallet === null) return null;
    whole.push({ ...fact, wallet });
  }
  return whole;
}
