// What the indexer asks a node, and nothing else: any EVM JSON-RPC endpoint will do. Whatever is not an answer is an outage.
import { createPublicClient, erc20Abi, http, parseAbi, type Hex } from "viem";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { TOPICS, type RawLog } from "./pair-log";

const TIMEOUT_MS = 15_000;
const PAIR_ABI = parseAbi(["function token0() view returns (address)", "function token1() view returns (address)"]);

/** A block by its name and its time in seconds. */
export interface ChainBlock {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly atSeconds: number;
}

interface LogQuery {
  readonly fromBlock: number;
  readonly toBlock: number;
  readonly pairs: readonly string[];
  readonly tokens: readonly string[];
}

/** The questions, as a port: tests and the bench count and break them. */
export interface ChainReader {
  readChainId(): Promise<number>;
  /** The newest block, or the one of that number; null when the node has none. */
  findBlock(number: number | "latest"): Promise<ChainBlock | null>;
  /** Swap and Sync logs of the pairs, and Transfers of the tokens into them. */
  readLogs(query: LogQuery): Promise<{ readonly ofPairs: readonly RawLog[]; readonly intoPairs: readonly RawLog[] }>;
  /** Who sent a transaction, in lower case; null when the node does not know it (any more). */
  findSender(txHash: string): Promise<string | null>;
  readToken(address: string): Promise<{ readonly symbol: string; readonly name: string; readonly decimals: number }>;
  /** The two tokens of a pair, in lower case. */
  readPair(address: string): Promise<readonly [string, string]>;
}

const hex = (number: number): Hex => `0x${number.toString(16)}`;
const asTopic = (address: string): Hex => `0x${address.slice(2).padStart(64, "0")}`;

/** A reader of the node at `rpcUrl`. Every question ends within fifteen seconds; those of one instant share a request. */
export function createChainReader(rpcUrl: string): ChainReader {
  const client = createPublicClient({
    cacheTime: 0,
    transport: http(rpcUrl, { timeout: TIMEOUT_MS, retryCount: 0, batch: { batchSize: 50 } }),
  });
  const logs = (
    fromBlock: number,
    toBlock: number,
    address: readonly string[],
    topics: (Hex | Hex[] | null)[],
  ): Promise<readonly RawLog[]> =>
    address.length === 0
      ? Promise.resolve([])
      : client.request({
          method: "eth_getLogs",
          params: [{ address: address as Hex[], topics, fromBlock: hex(fromBlock), toBlock: hex(toBlock) }],
        });
  return {
    readChainId: orOutage(() => client.getChainId()),
    findBlock: orOutage(async (number: number | "latest") => {
      const found = await client.request({ method: "eth_getBlockByNumber", params: [number === "latest" ? number : hex(number), false] });
      if (found === null || found.number === null || found.hash === null) return null;
      const { parentHash, timestamp } = found;
      return { number: Number(found.number), hash: found.hash, parentHash, atSeconds: Number(timestamp) };
    }),
    readLogs: orOutage(async ({ fromBlock, toBlock, pairs, tokens }: LogQuery) => {
      const [ofPairs, intoPairs] = await Promise.all([
        logs(fromBlock, toBlock, pairs, [[TOPICS.swap, TOPICS.sync]]),
        logs(fromBlock, toBlock, tokens, [TOPICS.transfer, null, pairs.map(asTopic)]),
      ]);
      return { ofPairs, intoPairs };
    }),
    findSender: orOutage(async (txHash: string) => {
      const found = await client.request({ method: "eth_getTransactionByHash", params: [txHash as Hex] });
      return found?.from.toLowerCase() ?? null;
    }),
    readToken: orOutage(async (address: string) => {
      const contract = { address: address as Hex, abi: erc20Abi } as const;
      const [symbol, name, decimals] = await Promise.all([
        client.readContract({ ...contract, functionName: "symbol" }),
        client.readContract({ ...contract, functionName: "name" }),
        client.readContract({ ...contract, functionName: "decimals" }),
      ]);
      return { symbol, name, decimals };
    }),
    readPair: orOutage(async (address: string) => {
      const contract = { address: address as Hex, abi: PAIR_ABI } as const;
      const [token0, token1] = await Promise.all([
        client.readContract({ ...contract, functionName: "token0" }),
        client.readContract({ ...contract, functionName: "token1" }),
      ]);
      return [token0.toLowerCase(), token1.toLowerCase()] as const;
    }),
  };
}

/** The reader's one door for errors. */
function orOutage<Arguments extends readonly unknown[], Answer>(
  ask: (...given: Arguments) => Promise<Answer>,
): (...given: Arguments) => Promise<Answer> {
  return (...given) =>
    ask(...given).catch((cause: unknown) => {
      throw new UnavailableError("chain", cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : "The node did not answer.", {
        cause,
      });
    });
}
