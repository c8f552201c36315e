// Prices from feed contracts with Chainlink's AggregatorV3Interface. A chain that is down costs a position its price, never the page.
import "server-only";
import { createPublicClient, http, parseAbi } from "viem";
import { type Result, refuse } from "@/lib/ground/result";
import { type PriceFault, type PriceRound, judgePriceRound } from "@/lib/market/judge-price-round";
import type { PriceFeed, PriceSource } from "@/lib/use-cases/ports/price-source";
import { isContractsFault } from "./contracts-fault";

const TIMEOUT_MS = 2_000;
// Failures count too, so that a silent chain does not cost every request its two seconds; short, so that its return shows soon.
const CACHE_SECONDS = 5;

const FEED_ABI = parseAbi([
  "function decimals() view returns (uint8)",
  "function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
]);

type Reading = Result<PriceRound, PriceFault>;
interface Remembered {
  readonly reading: Promise<Reading>;
  readonly readAtSeconds: number;
}

/** Reads feeds at `rpcUrl`: all of a request in one JSON-RPC batch, 2 s at most, remembered for a few seconds and shared by parallel requests. */
export function createFeedPriceSource(options: { readonly rpcUrl: string; readonly ageSecondsMax: number }): PriceSource {
  const client = createPublicClient({ transport: http(options.rpcUrl, { batch: { wait: 0 }, timeout: TIMEOUT_MS, retryCount: 0 }) });
  const remembered = new Map<string, Remembered>();

  async function readRound(feed: PriceFeed): Promise<Reading> {
    const contract = { address: `0x${feed.address.slice(2).toLowerCase()}`, abi: FEED_ABI } as const;
    try {
      const [chainId, decimals, [roundId, answer, , updatedAtSeconds, answeredInRound]] = await Promise.all([
        client.getChainId(),
        client.readContract({ ...contract, functionName: "decimals" }),
        client.readContract({ ...contract, functionName: "latestRoundData" }),
      ]);
      // The same address on another chain is another contract, or somebody else's.
      if (BigInt(chainId) !== feed.chainId) return refuse("bad");
      return { ok: true, value: { roundId, answer, updatedAtSeconds, answeredInRound, decimals } };
    } catch (error) {
      return refuse(isContractsFault(error) ? "bad" : "down");
    }
  }

  function remember(feed: PriceFeed, nowSeconds: number): Promise<Reading> {
    const key = `${feed.chainId.toString()}/${feed.address}`;
    const known = remembered.get(key);
    if (known && Math.abs(nowSeconds - known.readAtSeconds) < CACHE_SECONDS) return known.reading;
    const fresh = { reading: readRound(feed), readAtSeconds: nowSeconds };
    remembered.set(key, fresh);
    return fresh.reading;
  }

  return {
    readPrices: async (feeds, nowSeconds) => {
      const answers = feeds.map(async (feed) => {
        const reading = await remember(feed, nowSeconds);
        const limits = { decimals: feed.decimals, nowSeconds, ageSecondsMax: options.ageSecondsMax };
        return [feed.address, reading.ok ? judgePriceRound(reading.value, limits) : reading] as const;
      });
      return new Map(await Promise.all(answers));
    },
  };
}
