// A chain in memory, for what a real node would do only by accident: refuse a range, answer late, go back in the middle of a question.
import { createHash } from "node:crypto";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { ChainBlock, ChainReader } from "@/worker/index/chain-reader";
import { TOPICS, type RawLog } from "@/worker/index/pair-log";

const hex = (text: string, characters: number): string => `0x${createHash("sha256").update(text).digest("hex").slice(0, characters)}`;
const padded = (value: bigint | string): string => (typeof value === "string" ? value.slice(2) : value.toString(16)).padStart(64, "0");

export const FAKE_PAIR = hex("pair", 40);
export const FAKE_TOKENS = [hex("0", 40), hex("1", 40)].sort() as [string, string];

/** A chain whose every third block has one swap; `branch` names what it is now. */
export interface FakeChain extends ChainReader {
  branch: string;
  /** The first block of the branch; below it the chain is the main one. */
  forkedAt: number;
  head: number;
  /** The most blocks that a question about logs may span. */
  rangeMax: number;
  /** Called before each question, by its name. */
  before: (question: string) => void;
  readonly asked: string[];
}

/** Makes the chain with `head` as its newest block. */
export function createFakeChain(head: number): FakeChain {
  const branchAt = (number: number): string => (number < chain.forkedAt ? "main" : chain.branch);
  const blockAt = (number: number): ChainBlock => ({
    number,
    hash: hex(`${branchAt(number)} ${number}`, 64),
    parentHash: hex(`${branchAt(number - 1)} ${number - 1}`, 64),
    atSeconds: 1_790_000_000 + number,
  });
  const log = (number: number, logIndex: number, topics: string[], words: readonly bigint[]): RawLog => ({
    ...{ address: FAKE_PAIR, topics, data: `0x${words.map(padded).join("")}` },
    ...{
      blockNumber: `0x${number.toString(16)}`,
      blockHash: blockAt(number).hash,
      transactionHash: hex(`tx ${branchAt(number)} ${number}`, 64),
    },
    logIndex: `0x${logIndex.toString(16)}`,
  });
  const ask = <Answer>(question: string, answer: () => Answer): Promise<Answer> => {
    chain.asked.push(question);
    chain.before(question);
    return Promise.resolve(answer());
  };
  const chain: FakeChain = {
    ...{ branch: "main", forkedAt: Number.MAX_SAFE_INTEGER, head, rangeMax: 10_000, before: () => undefined, asked: [] },
    readChainId: () => ask("chainId", () => 1),
    findBlock: (number) =>
      ask(`block ${number}`, () => (number === "latest" ? blockAt(chain.head) : number > chain.head ? null : blockAt(number))),
    readLogs: async ({ fromBlock, toBlock }) => {
      const [first, second] = FAKE_TOKENS;
      const sender = `0x${padded(hex("router", 40))}`;
      if (toBlock - fromBlock >= chain.rangeMax) throw new UnavailableError("chain", "the range is too large");
      return ask(`logs ${fromBlock}-${toBlock}`, () => {
        const numbers = Array.from({ length: toBlock - fromBlock + 1 }, (_, at) => fromBlock + at).filter((number) => number % 3 === 0);
        return {
          ofPairs: numbers.flatMap((number) => [
            log(number, 1, [TOPICS.sync], [BigInt(number), 2n]),
            log(number, 2, [TOPICS.swap, sender, sender], [5n, 0n, 0n, 4n]),
          ]),
          intoPairs: numbers.map((number) => ({
            ...log(number, 0, [TOPICS.transfer, `0x${padded(hex("alice", 40))}`, `0x${padded(FAKE_PAIR)}`], [5n]),
            address: number >= 0 ? first : second,
          })),
        };
      });
    },
    findSender: () => ask("sender", () => hex("sender", 40)),
    readToken: () => ask("token", () => ({ symbol: "T", name: "T", decimals: 18 })),
    readPair: () => ask("pair", () => FAKE_TOKENS),
  };
  return chain;
}
