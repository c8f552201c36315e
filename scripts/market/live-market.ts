// The market goes on while the demo runs: on each chain its wallets look around every few seconds, and trade what their habits say.
import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "viem";
import type { ChainClient } from "../chain/chain-client";
import { demoSeconds } from "../chain/demo-clock";
import { decideTrades } from "./decide-trades";
import { fairValueOf } from "./fair-value";
import { livePauseMs, type LivePace } from "./live-pace";
import type { DeployedMarket, MarketNote } from "./market-deployment";
import { readMarket } from "./read-market";
import { sendTrade } from "./send-trade";
import { swapCall } from "./swap-call";

export interface LiveChain {
  readonly market: DeployedMarket;
  readonly rpcUrl: string;
  readonly client: ChainClient;
  readonly walletAt: (index: number) => Address;
  /** The file that grows with every trade. */
  readonly stateFile: string;
  readonly pace: LivePace;
}

interface LiveMarket {
  readonly note: MarketNote;
  readonly chains: readonly LiveChain[];
  readonly clockFile: string;
}

/** How much of their resting time passes for the wallets at each look: about one of them trades then. */
const PASSED_SECONDS = 9_000;
/** Between decision and block somebody else may trade. */
const SLIPPAGE_BPS = 100n;

/** Runs until `stop`. A round that fails is left out: the chain is busy or going away, and if it is gone, the stack ends for that reason. */
export function startLiveMarket({ note, chains, clockFile }: LiveMarket): { readonly stop: () => Promise<void> } {
  const { seed, span } = note;
  const fair = fairValueOf(seed, span);
  const stopped = new AbortController();
  const isStopped = (): boolean => stopped.signal.aborted;
  const round = async ({ market, rpcUrl, client, walletAt }: LiveChain): Promise<void> => {
    const state = await readMarket(rpcUrl, market, walletAt);
    const atSeconds = demoSeconds(clockFile);
    for (const trade of decideTrades(state, { seed, fair, atSeconds, passedSeconds: PASSED_SECONDS })) {
      if (isStopped()) return;
      await sendTrade(client, swapCall(market, walletAt(trade.walletIndex), trade, SLIPPAGE_BPS), demoSeconds(clockFile));
    }
  };
  const loops = chains.map(async (chain) => {
    while (!isStopped()) {
      const pauseMs = livePauseMs(chain.pace, sizeOf(chain.stateFile));
      await sleep(pauseMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
      if (!isStopped()) await round(chain).catch(() => undefined);
    }
  });
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(loops);
    },
  };
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
