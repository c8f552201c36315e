// How fast the past of a market is indexed: through the machine's token, the product's ingest and every table, against the bare eth_getLogs of the
// same blocks, which is all that a node can do.
import { readFileSync } from "node:fs";
import { startProduct } from "@/e2e/support/start-product";
import { poolListSchema, type PoolListNetwork } from "@/lib/contracts/pool-list";
import { Secret } from "@/lib/settings/secret";
import { startStack, type Stack } from "@/scripts/stack/start-stack";
import { createChainReader, type ChainReader } from "@/worker/index/chain-reader";
import { indexNetwork } from "@/worker/index/index-network";
import { createIngestClient, type IngestClient } from "@/worker/index/ingest-client";
import { createMachineToken } from "@/worker/index/machine-token";
import { TOPICS } from "@/worker/index/pair-log";
import { registerPools } from "@/worker/index/register-pools";
import { printFigures } from "./report";

const PORTS = { app: 3121, pool: 9481, chain: 8581, mail: 9483 } as const;
const RANGE_BLOCKS = 5_000;
const ROUNDS = 3;
const clock = { nowSeconds: () => Math.floor(Date.now() / 1_000) };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface Ground {
  readonly chain: ChainReader;
  readonly ingest: IngestClient;
  readonly listed: PoolListNetwork;
}

/** Prints swaps a second both ways, and their ratio. Starts and ends a stack of its own. */
export async function benchIndexer(): Promise<void> {
  const stack = await startStack({ dataDir: ".data/bench", ports: PORTS, next: null, fresh: true, worker: "manual", market: "live" });
  try {
    const product = await startProduct({
      folder: process.cwd(),
      port: PORTS.app,
      environment: stack.environment,
      logName: "next-bench-indexer",
    });
    try {
      await measure(groundOf(stack));
    } finally {
      await product.stop();
    }
  } finally {
    await stack.stop();
  }
}

function groundOf(stack: Stack): Ground {
  const { networks } = poolListSchema.parse(JSON.parse(readFileSync(`${stack.dataDir}/pool-list.json`, "utf8")));
  // The last one has the longest past; the first is the paying chain, whose past is kept short.
  const listed = networks.at(-1);
  if (listed === undefined) throw new Error("The stack's pool list is empty.");
  const { clientId, clientSecret } = stack.installation.indexer;
  const secret = { clientId, clientSecret: new Secret(clientSecret), scope: "holdfast-ingest/write" };
  const token = createMachineToken({ tokenUrl: `${stack.poolUrl}/oauth2/token`, ...secret, clock });
  return { chain: createChainReader(listed.rpcUrl ?? stack.chainUrl), ingest: createIngestClient(stack.origin, token), listed };
}

const timed = async <Outcome>(work: () => Promise<Outcome>): Promise<{ readonly seconds: number; readonly outcome: Outcome }> => {
  const startedAt = process.hrtime.bigint();
  const outcome = await work();
  return { seconds: Number(process.hrtime.bigint() - startedAt) / 1e9, outcome };
};

/** The logs of all blocks, in the largest ranges, and nothing done with them; answers how many swaps there are. */
async function readBare({ chain, ingest, listed }: Ground): Promise<number> {
  const { pairs } = await registerPools(chain, ingest, listed);
  const tokens = [...new Set([...pairs.values()].flatMap(({ token0, token1 }) => [token0, token1]))];
  const head = (await chain.findBlock("latest"))?.number ?? 0;
  let swaps = 0;
  for (let fromBlock = listed.startBlock; fromBlock <= head; fromBlock += RANGE_BLOCKS) {
    const toBlock = Math.min(head, fromBlock + RANGE_BLOCKS - 1);
    const { ofPairs } = await chain.readLogs({ fromBlock, toBlock, pairs: [...pairs.keys()], tokens });
    swaps += ofPairs.filter(({ topics }) => topics[0] === TOPICS.swap).length;
  }
  return swaps;
}

/** Everything, from an empty index to the head. */
async function indexAll(ground: Ground): Promise<void> {
  const step = indexNetwork({ ...ground, clock, log: silent, rangeBlocksMax: RANGE_BLOCKS });
  while ((await step()) !== "idle");
}

async function takeAllBack({ ingest, listed }: Ground): Promise<void> {
  const { block } = await ingest.cursor(listed.id);
  if (block !== null) await ingest.rewind({ network: listed.id, from: { number: block.number, hash: block.hash }, to: null });
}

const middle = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measure(ground: Ground): Promise<void> {
  const [bare, indexed]: [number[], number[]] = [[], []];
  let swaps = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const read = await timed(() => readBare(ground));
    await takeAllBack(ground);
    const { seconds } = await timed(() => indexAll(ground));
    swaps = read.outcome;
    // The first round warms up.
    if (round > 0) bare.push(swaps / read.seconds);
    if (round > 0) indexed.push(swaps / seconds);
  }
  printFigures(`Indexing ${String(swaps)} swaps of ${ground.listed.id}`, [
    { what: "bare eth_getLogs of the same blocks", value: middle(bare), unit: "swaps/s" },
    { what: "indexed, through token, ingest and every table", value: middle(indexed), unit: "swaps/s" },
    { what: "indexed against bare", value: middle(indexed) / middle(bare), unit: "x", aimAtLeast: 0.5 },
  ]);
}
