// Real feeds are kept fresh by their oracles; the demo's by this loop in the launcher.
import { setTimeout as sleep } from "node:timers/promises";
import type { ChainClient } from "./chain-client";
import { machineSeconds, readOffsetSeconds } from "./demo-clock";
import { DEMO_ASSETS } from "./demo-assets";
import type { Deployment } from "./deployment";
import { publishPrices } from "./publish-price";

const REPUBLISH_SECONDS = 60;
const LOOK_MS = 250;

export interface PriceKeeper {
  readonly stop: () => Promise<void>;
}

interface Keeping {
  readonly client: ChainClient;
  readonly deployment: Deployment;
  /** The test pool's clock: an integer of seconds that every process of the demo adds to the machine's time. */
  readonly clockFile: string;
  /** By how much an asset stands above its demo price at a second; without it, the demo prices stay. */
  readonly factorAt?: (asset: string, atSeconds: number) => number;
}

/** Publishes once, then every minute, and at once when the demo's clock is moved. A failed round is tried again at the next look. */
export async function startPriceKeeper({ client, deployment, clockFile, factorAt = () => 1 }: Keeping): Promise<PriceKeeper> {
  const publish = async (offsetSeconds: number): Promise<void> => {
    const atSeconds = machineSeconds() + offsetSeconds;
    const prices = pricesOf(deployment, (asset) => factorAt(asset, atSeconds));
    await publishPrices(
      client,
      prices.map((price) => ({ ...price, updatedAt: BigInt(atSeconds) })),
    );
  };
  let offsetSeconds = readOffsetSeconds(clockFile);
  await publish(offsetSeconds);
  let publishedAt = machineSeconds();
  const stopped = new AbortController();
  const loop = (async () => {
    while (!stopped.signal.aborted) {
      await sleep(LOOK_MS, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
      const offsetNow = readOffsetSeconds(clockFile);
      if (offsetNow === offsetSeconds && machineSeconds() < publishedAt + REPUBLISH_SECONDS) continue;
      try {
        await publish(offsetNow);
        [offsetSeconds, publishedAt] = [offsetNow, machineSeconds()];
      } catch {
        // The chain is busy or going away; if it is gone, the stack ends for that reason.
      }
    }
  })();
  return {
    stop: async () => {
      stopped.abort();
      await loop;
    },
  };
}

const FACTOR_SCALE = 1_000_000;

function pricesOf(
  deployment: Deployment,
  factorOf: (asset: string) => number,
): { feed: Deployment["assets"][number]["feed"]; answer: bigint }[] {
  return deployment.assets.flatMap(({ asset, feed }) => {
    const known = DEMO_ASSETS.find((candidate) => candidate.asset === asset);
    return known === undefined
      ? []
      : [{ feed, answer: (known.price * BigInt(Math.round(factorOf(asset) * FACTOR_SCALE))) / BigInt(FACTOR_SCALE) }];
  });
}
