// A real chain goes on by itself; the demo's mines a block only when somebody sends something. This loop in the launcher adds the empty
// blocks that a payment needs to count as confirmed, and then rests, so that an idle demo does not fill the disk.
import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "viem";
import { chainAccounts, type ChainClient } from "./chain-client";

const LOOK_MS = 1_000;
/** How many blocks each payment gets above its own. */
const BLOCKS_ABOVE = 6n;

export interface BlockKeeper {
  readonly stop: () => Promise<void>;
}

/**
 * Mines one empty block a second while one of the last six has somebody's transaction in it; published prices and the trades of
 * `nobodies` (the simulator's wallets, who wait for nothing) are nobody's. The node
 * gives a block its time: later than the block before, and moved with the demo's clock by the prices.
 */
export async function startBlockKeeper(client: ChainClient, nobodies: readonly Address[] = []): Promise<BlockKeeper> {
  const { deployer } = await chainAccounts(client);
  const unawaited = new Set([deployer, ...nobodies].map((address) => address.toLowerCase()));
  const stopped = new AbortController();
  const isStopped = (): boolean => stopped.signal.aborted;
  let restingAt: bigint | null = null;
  const look = async (): Promise<void> => {
    const head = await client.getBlockNumber({ cacheTime: 0 });
    if (head === restingAt) return;
    if (await isAwaited(client, head, unawaited)) await client.mine({ blocks: 1 });
    else restingAt = head;
  };
  const loop = (async () => {
    while (!isStopped()) {
      await sleep(LOOK_MS, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
      // The chain is busy or going away; if it is gone, the stack ends for that reason.
      if (!isStopped()) await look().catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopped.abort();
      await loop;
    },
  };
}

async function isAwaited(client: ChainClient, head: bigint, unawaited: ReadonlySet<string>): Promise<boolean> {
  for (let number = head; number > 0n && number > head - BLOCKS_ABOVE; number -= 1n) {
    const { transactions } = await client.getBlock({ blockNumber: number, includeTransactions: true });
    if (transactions.some(({ from }) => !unawaited.has(from.toLowerCase()))) return true;
  }
  return false;
}
