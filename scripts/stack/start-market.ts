// The chains and everything that stands and happens on them: tokens, price feeds, the exchange, its past, and what goes on.
import type { Address } from "viem";
import { startBlockKeeper } from "../chain/block-keeper";
import type { Deployment } from "../chain/deployment";
import { fundCustody } from "../chain/fund-custody";
import { startPriceKeeper } from "../chain/price-keeper";
import { fairValueOf } from "../market/fair-value";
import { DEPLOY_SECONDS } from "../market/history-steps";
import { startLiveMarket, type LiveChain } from "../market/live-market";
import type { MarketNote } from "../market/market-deployment";
import { walletsOn } from "../market/wallets";
import { chainPlaces, stateFile, type ChainPlace } from "./chain-places";
import { noteDeployment, openDeployment } from "./open-deployment";
import { fillMarket, noteOfMarket, openMarket, openMarketChain, type MarketChain } from "./open-market";
import { startChain } from "./start-chain";
import type { Steps } from "./steps";
import type { Supervisor } from "./supervisor";
import { writePoolList } from "./write-pool-list";

/** `live`: 90 days of history, and wallets that go on trading. `quiet`: two days of light history, and then nobody but who is told to. */
export type MarketForm = "live" | "quiet";

interface MarketStart {
  readonly supervisor: Supervisor;
  readonly dataDir: string;
  readonly firstPort: number;
  readonly form: MarketForm;
  readonly clockFile: string;
  readonly custody: Address;
  readonly steps: Steps;
  readonly atStop: (end: () => Promise<void>) => void;
}

export interface StartedMarket {
  /** The chain that pays withdrawals. */
  readonly chainUrl: string;
  readonly deployment: Deployment;
  readonly market: MarketNote;
  readonly chains: readonly MarketChain[];
}

/** Starts the chains, and answers when the market on them is as its form says. */
export async function startMarket(options: MarketStart): Promise<StartedMarket> {
  const { supervisor, dataDir, firstPort, form, custody, steps } = options;
  const places = chainPlaces(firstPort);
  const history = form === "live" ? "full" : "light";
  const planned = noteOfMarket(dataDir, history);
  const genesisSeconds = planned.span.startSeconds - DEPLOY_SECONDS;
  const chains = await steps.run("local chains", async () => {
    const urls = await Promise.all(places.map((place) => startChain(supervisor, { dataDir, place, genesisSeconds })));
    return await Promise.all(places.map(({ id }, index) => openMarketChain(id, urls[index] ?? "")));
  });
  const [paying] = chains;
  if (paying === undefined) throw new Error("There is no local chain.");
  const tokens = await steps.run("tokens and price feeds", async () => {
    const opened = await openDeployment(paying.client, dataDir);
    await fundCustody(paying.client, opened, custody);
    return opened;
  });
  const market = await steps.run("exchanges, pairs and wallets", () => openMarket(dataDir, planned, chains, tokens));
  const deployment = noteDeployment(dataDir, tokens, market);
  writePoolList(dataDir, market, chains);
  await steps.run(form === "live" ? "90 days of simulated trades" : "two days of simulated trades", () =>
    fillMarket(market, chains, history),
  );
  await startKeepers(options, { paying, places, market, chains, deployment });
  return { chainUrl: paying.rpcUrl, deployment, market, chains };
}

interface Kept extends Omit<StartedMarket, "chainUrl"> {
  readonly paying: MarketChain;
  readonly places: readonly ChainPlace[];
}

/** What goes on from now: prices, blocks above payments and, in a live market, trades. In a quiet one the prices stay what journeys know. */
async function startKeepers(
  { dataDir, form, clockFile, atStop }: MarketStart,
  { paying, places, market, chains, deployment }: Kept,
): Promise<void> {
  const { client } = paying;
  const fair = fairValueOf(market.seed, market.span);
  atStop((await startPriceKeeper({ client, deployment, clockFile, ...(form === "live" ? { factorAt: fair } : {}) })).stop);
  atStop(
    (
      await startBlockKeeper(
        client,
        walletsOn(paying.id).map(({ index }) => paying.walletAt(index)),
      )
    ).stop,
  );
  if (form === "quiet") return;
  const live = chains.flatMap((chain, index): LiveChain[] => {
    const [ofChain, place] = [market.markets.find(({ id }) => id === chain.id), places[index]];
    if (ofChain === undefined || place === undefined) return [];
    return [{ ...chain, market: ofChain, stateFile: stateFile(dataDir, place), pace: index === 0 ? PAYING_PACE : OTHER_PACE }];
  });
  atStop(startLiveMarket({ note: market, chains: live, clockFile }).stop);
}

/** The chain that pays is written every second, so it goes slower and rests sooner. */
const PAYING_PACE = { pauseMs: 15_000, comfortBytes: 24_000_000 };
const OTHER_PACE = { pauseMs: 8_000, comfortBytes: 60_000_000 };
