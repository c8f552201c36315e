// Writes a market's past: steps of long ago are far apart, those of the last two days near. Every trade is sent and mined at its time.
import { setImmediate } from "node:timers/promises";
import type { Address } from "viem";
import { decideTrades } from "./decide-trades";
import { fairValueOf, type PathSpan } from "./fair-value";
import type { HistoryStep } from "./history-steps";
import type { DeployedMarket } from "./market-deployment";
import { readMarket } from "./read-market";
import { rpcBatch } from "./rpc-batch";
import { sendBlock, withoutAutomine, type Nonces } from "./send-block";
import { swapCall } from "./swap-call";

export interface BackFill {
  readonly rpcUrl: string;
  readonly market: DeployedMarket;
  readonly seed: string;
  readonly span: PathSpan;
  /** The times at which something may happen, in order. */
  readonly steps: readonly HistoryStep[];
  readonly walletAt: (index: number) => Address;
}

/** Nothing may differ from what the wallets saw when they decided. */
const SLIPPAGE_BPS = 0n;

/**
 * Trades through all steps that are later than the chain's last block, so a back-fill that was cut short goes on where it stopped, and one
 * that is complete does nothing. Answers how many trades it sent; throws when the chain disagrees with what was foreseen.
 */
export async function backFill({ rpcUrl, market, seed, span, steps, walletAt }: BackFill): Promise<number> {
  const [head] = (await rpcBatch(rpcUrl, [{ method: "eth_getBlockByNumber", params: ["latest", false] }])) as { timestamp: string }[];
  const headSeconds = Number(head?.timestamp);
  const left = steps.filter(({ atSeconds }) => atSeconds > headSeconds);
  if (left.length === 0) return 0;
  const state = await readMarket(rpcUrl, market, walletAt);
  const fair = fairValueOf(seed, span);
  const nonces: Nonces = new Map();
  let sent = 0;
  await withoutAutomine(rpcUrl, async () => {
    for (const { atSeconds, passedSeconds } of left) {
      const trades = decideTrades(state, { seed, fair, atSeconds, passedSeconds });
      if (trades.length === 0) continue;
      const calls = trades.map((trade) => swapCall(market, walletAt(trade.walletIndex), trade, SLIPPAGE_BPS));
      await sendBlock(rpcUrl, nonces, calls, atSeconds);
      sent += trades.length;
      // The other chains and the launcher's signals have their turn.
      await setImmediate();
    }
  });
  const found = await readMarket(rpcUrl, market, walletAt);
  for (const [index, { base, quote, reserves }] of state.pools.entries()) {
    const onChain = found.pools[index]?.reserves ?? {};
    if (onChain[base] !== reserves[base] || onChain[quote] !== reserves[quote])
      throw new Error(`The history of ${market.id} did not come out as foreseen: ${base}/${quote} holds other reserves.`);
  }
  return sent;
}
