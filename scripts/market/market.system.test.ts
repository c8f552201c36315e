// The simulated market on real chains: what is sent is what was decided, once, and the same for the same seed.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startBlockKeeper } from "../chain/block-keeper";
import { temporaryFolder } from "../stack/testing/temporary-folder";
import { backFill } from "./back-fill";
import { historySpan, historySteps, type HistoryStep } from "./history-steps";
import { startLiveMarket } from "./live-market";
import { bestTrade } from "./market-state";
import { readMarket } from "./read-market";
import { sendTrade } from "./send-trade";
import { swapCall } from "./swap-call";
import { startMarketChain, type TestMarket } from "./testing/start-market-chain";
import { walletsOn } from "./wallets";

const SLOW = 120_000;
const SPAN = historySpan("light", Math.floor(Date.now() / 1000));
const STEPS = historySteps("light", SPAN);

const fill = ({ chain, market }: TestMarket, seed = "holdfast", steps: readonly HistoryStep[] = STEPS): Promise<number> =>
  backFill({ rpcUrl: chain.rpcUrl, market, seed, span: SPAN, steps, walletAt: chain.walletAt });

/** Everything the pairs said since the market was there, as far as it does not hang on the moment of deployment. */
async function logsOf({ chain, market }: TestMarket): Promise<unknown[]> {
  const address = market.pairs.map((pair) => pair.address);
  const logs = await chain.client.getLogs({ address, fromBlock: BigInt(market.startBlock) });
  return logs.map(({ address: pair, blockNumber, data, logIndex, topics, transactionHash }) => ({
    ...{ pair, blockNumber, data, logIndex, topics, transactionHash },
  }));
}

test(
  "the same seed gives equal logs on two fresh chains, whether in one go or cut short, and another seed others",
  { timeout: SLOW },
  async () => {
    const [one, other, stranger] = await Promise.all([1, 2, 3].map(() => startMarketChain(temporaryFolder(), SPAN.startSeconds)));
    if (one === undefined || other === undefined || stranger === undefined) throw new Error("unreachable");
    const half = Math.floor(STEPS.length / 2);
    const [sent, firstHalf] = await Promise.all([fill(one), fill(other, "holdfast", STEPS.slice(0, half)), fill(stranger, "other")]);
    const secondHalf = await fill(other);
    expect(sent).toBeGreaterThan(50);
    expect(secondHalf).toBeGreaterThan(0);
    expect(firstHalf + secondHalf).toBe(sent);
    const logs = await logsOf(one);
    expect(logs.length).toBeGreaterThan(2 * sent);
    expect(await logsOf(other)).toEqual(logs);
    expect(await logsOf(stranger)).not.toEqual(logs);
  },
);

test("a restart keeps every log and receipt and does not repeat the history", { timeout: SLOW }, async () => {
  const tested = await startMarketChain(temporaryFolder(), SPAN.startSeconds);
  await fill(tested);
  const before = await logsOf(tested);
  await tested.restart();
  expect(await fill(tested)).toBe(0);
  expect(await logsOf(tested)).toEqual(before);
  const [last] = before.slice(-1) as { transactionHash: `0x${string}` }[];
  expect((await tested.chain.client.getTransactionReceipt({ hash: last?.transactionHash ?? "0x" })).status).toBe("success");
});

test("the history's blocks are in the past, and the live market trades now until it is stopped", { timeout: SLOW }, async () => {
  const tested = await startMarketChain(temporaryFolder(), SPAN.startSeconds);
  const { chain, market } = tested;
  await fill(tested);
  const ended = await chain.client.getBlock();
  expect(Number(ended.timestamp)).toBeLessThan(SPAN.endSeconds);
  expect(Number(ended.timestamp)).toBeGreaterThan(SPAN.endSeconds - 2 * 3_600);
  const pace = { pauseMs: 20, comfortBytes: 1e9 };
  const live = startLiveMarket({
    note: { seed: "holdfast", span: SPAN, markets: [market] },
    chains: [{ ...chain, market, stateFile: "/nowhere", pace }],
    clockFile: "/nowhere",
  });
  await expect.poll(() => chain.client.getBlockNumber({ cacheTime: 0 }), { timeout: 30_000 }).toBeGreaterThan(ended.number + 3n);
  await live.stop();
  const { number, timestamp } = await chain.client.getBlock();
  expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(30);
  await sleep(500);
  expect(await chain.client.getBlockNumber({ cacheTime: 0 })).toBe(number);
});

test("a guest's trade gets the blocks above it that a payment would, and a simulated wallet's gets none", { timeout: SLOW }, async () => {
  const tested = await startMarketChain(temporaryFolder(), SPAN.startSeconds);
  const { chain, market } = tested;
  const tradeOf = async (index: number): Promise<bigint> => {
    const state = await readMarket(chain.rpcUrl, market, chain.walletAt);
    const trade = bestTrade(state, index, "USDC", "WETH", 100_000_000n);
    if (trade === null) throw new Error("Nobody takes dollars.");
    const call = swapCall(market, chain.walletAt(index), trade, 100n);
    return (await sendTrade(chain.client, call, Math.floor(Date.now() / 1000))).blockNumber;
  };
  // Deployment and funding have somebody's transactions in them; let them sink.
  await chain.client.mine({ blocks: 10 });
  const [wallet, ...others] = walletsOn(market.id).map(({ index }) => index);
  if (wallet === undefined) throw new Error("unreachable");
  const keeper = await startBlockKeeper(chain.client, [wallet, ...others].map(chain.walletAt));
  const simulated = await tradeOf(wallet);
  await sleep(2_500);
  expect(await chain.client.getBlockNumber({ cacheTime: 0 })).toBe(simulated);
  const guests = await tradeOf(0);
  await expect.poll(() => chain.client.getBlockNumber({ cacheTime: 0 }), { timeout: 20_000 }).toBeGreaterThan(guests + 2n);
  await keeper.stop();
});

test("a guest holds some of everything, and a trade that the pool cannot give for its price is refused", { timeout: SLOW }, async () => {
  const { chain, market } = await startMarketChain(temporaryFolder(), SPAN.startSeconds);
  const state = await readMarket(chain.rpcUrl, market, chain.walletAt);
  const trade = bestTrade(state, 0, "AERO", "cbBTC", 1_000n * 10n ** 18n);
  if (trade === null) throw new Error("Nobody takes AERO.");
  const nowSeconds = Math.floor(Date.now() / 1000);
  const made = await sendTrade(chain.client, swapCall(market, chain.walletAt(0), trade, 0n), nowSeconds);
  expect(made.blockNumber).toBeGreaterThan(0n);
  await expect(sendTrade(chain.client, swapCall(market, chain.walletAt(0), trade, 0n), nowSeconds)).rejects.toThrow(/refused/);
});
