// Orders on a real PostgreSQL, a real EVM node and a real exchange.
import { erc20Abi, parseEther } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openOrderStage, type OrderStage } from "@/lib/testing/order-stage";
import type { OrderTerms } from "@/lib/orders/order-terms";
import { createRound } from "../create-round";
import { reconcile } from "../reconcile";
import { createRpcChain } from "../rpc-chain";

const USDC = 1_000_000n;

let stage: OrderStage;
beforeAll(async () => {
  stage = await openOrderStage();
});
afterEach(async () => {
  expect(await reconcile(stage.ports)).toEqual([]);
});
afterAll(() => stage.close());

/** Available and held of what is paid, available of what is received. */
const moneyOf = async ({ trader, payAsset, receiveAsset }: OrderTerms): Promise<readonly bigint[]> => [
  await stage.booked("available", trader, payAsset),
  await stage.booked("held", trader, payAsset),
  await stage.booked("available", trader, receiveAsset),
];
const custodyOf = (asset: string): Promise<bigint> => stage.balanceOf(asset, stage.ports.signer.address);
const eventsOf = async ({ trader, orderId }: OrderTerms): Promise<readonly string[]> => {
  const rows = await stage.app.asTrader(trader, (tx) =>
    tx.query<{ state: string }>("SELECT state FROM holdfast.order_events WHERE order_id = $1 ORDER BY id", [orderId]),
  );
  return rows.map(({ state }) => state);
};
/** Rounds of a worker whose bytes never leave: what is signed stays where it is. */
const withoutSending = () => ({
  ...stage.ports,
  chain: { ...stage.ports.chain, send: () => Promise.resolve({ outcome: "accepted" } as const) },
});

describe("an approved order", () => {
  it.each([
    ["a token for the chain's own coin", "USDC", "ETH", 300n * USDC],
    ["the chain's own coin for a token", "ETH", "USDC", parseEther("0.2")],
    ["a token for another token, over the wrapped coin", "USDC", "LINK", 90n * USDC],
  ])("of %s settles with what really came, to the unit, in custody and in the ledger", async (_name, pay, receive, amount) => {
    const before = [
      await custodyOf(pay),
      await custodyOf(receive),
      await stage.booked("custody", null, pay),
      await stage.booked("custody", null, receive),
    ];
    const terms = await stage.order({ pay, receive, amount });
    await stage.finishOrders([terms.orderId]);
    const stored = await stage.readOrder(terms.orderId);
    expect(stored).toMatchObject({
      state: "settled",
      failure: null,
      waitsFor: null,
      confirmations: 3,
      received: BigInt(terms.quotedAmount),
    });
    const received = stored.received ?? 0n;
    expect(await moneyOf(terms)).toEqual([0n, 0n, received]);
    const now = [
      await custodyOf(pay),
      await custodyOf(receive),
      await stage.booked("custody", null, pay),
      await stage.booked("custody", null, receive),
    ];
    const [payOnChain = 0n, receiveOnChain = 0n, payBooked = 0n, receiveBooked = 0n] = now.map(
      (value, index) => value - (before[index] ?? 0n),
    );
    // The deposit brought in what the trade took out again.
    expect([payBooked, receiveBooked]).toEqual([0n, received]);
    if (pay !== "ETH") expect(payOnChain).toBe(-amount);
    else expect(payOnChain < -amount && payOnChain > -amount - parseEther("0.1")).toBe(true);
    if (receive !== "ETH") expect(receiveOnChain).toBe(received);
    else expect(receiveOnChain < received && receiveOnChain > received - parseEther("0.1")).toBe(true);
    expect(await eventsOf(terms)).toEqual(["awaiting_approval", "approved", "submitted", "settled"]);
  });

  it("by password and code settles too, and leaves the exchange no allowance", async () => {
    const terms = await stage.order({ pay: "USDC", receive: "ETH", amount: 50n * USDC, proof: "password_totp" });
    await stage.finishOrders([terms.orderId]);
    expect(await stage.readOrder(terms.orderId)).toMatchObject({ state: "settled" });
    const address = stage.chain.deployment.assets.find(({ asset }) => asset === "USDC")?.contract ?? "0x";
    const args = [stage.ports.signer.address, stage.exchange.router] as const;
    expect(await stage.chain.client.readContract({ address, abi: erc20Abi, functionName: "allowance", args })).toBe(0n);
  });

  it("brings the trader the better price, where it became better", async () => {
    const terms = await stage.order({ pay: "USDC", receive: "ETH", amount: 300n * USDC });
    await stage.exchange.sellUsdc(1n);
    await stage.exchange.buyUsdc("3");
    await stage.finishOrders([terms.orderId]);
    const { received } = await stage.readOrder(terms.orderId);
    expect((received ?? 0n) > BigInt(terms.quotedAmount)).toBe(true);
    expect(await moneyOf(terms)).toEqual([0n, 0n, received]);
  });

  it("notes what it was worth, when the market's index has a dollar token", async () => {
    const usdc = stage.chain.deployment.assets.find(({ asset }) => asset === "USDC")?.contract?.toLowerCase();
    await stage.app.asService((tx) =>
      tx.query("INSERT INTO holdfast.market_tokens VALUES ('ethereum-local', $1, 'USDC', 'USD Coin', 6, true)", [usdc]),
    );
    const terms = await stage.order({ pay: "USDC", receive: "LINK", amount: 12n * USDC });
    await stage.finishOrders([terms.orderId]);
    expect(await stage.readOrder(terms.orderId)).toMatchObject({ state: "settled", usd: 12n * 10n ** 8n });
    const [transfer] = await stage.app.asTrader(terms.trader, (tx) =>
      tx.query<{ cost: string }>("SELECT cost::text FROM holdfast.transfers WHERE kind = 'trade' AND reference = $1", [terms.orderId]),
    );
    expect(transfer?.cost).toBe("1200000000");
  });

  it("that was cancelled in time is closed and never sent", async () => {
    const terms = await stage.order({ pay: "USDC", receive: "ETH", amount: 20n * USDC });
    await stage.app.asTrader(terms.trader, (tx) =>
      tx.query("UPDATE holdfast.orders SET state = 'cancelled' WHERE id = $1", [terms.orderId]),
    );
    await stage.finishOrders([terms.orderId]);
    expect(await stage.readOrder(terms.orderId)).toMatchObject({ state: "cancelled", txHash: null });
  });

  it("stands in one line with withdrawals, each with the next nonce", async () => {
    const [order, payment] = [await stage.order({ pay: "USDC", receive: "ETH", amount: 40n * USDC }), await stage.approve()];
    const second = await stage.order({ pay: "USDC", receive: "LINK", amount: 30n * USDC });
    const round = createRound(stage.ports);
    await round();
    await stage.finish([payment.id]);
    await stage.finishOrders([order.orderId, second.orderId]);
    expect([
      (await stage.readOrder(order.orderId)).state,
      (await stage.read(payment.id)).state,
      (await stage.readOrder(second.orderId)).state,
    ]).toEqual([...["settled", "settled", "settled"]]);
  });
});

describe("an order that cannot happen gives its money back", () => {
  it("because the price moved before it was sent, and then nothing is sent", async () => {
    const terms = await stage.order({ pay: "USDC", receive: "ETH", amount: 100n * USDC, slippageBps: 10 });
    await stage.exchange.sellUsdc(50_000n * USDC);
    await stage.finishOrders([terms.orderId]);
    expect(await stage.readOrder(terms.orderId)).toMatchObject({ state: "failed", failure: "price_moved", txHash: null, received: null });
    expect(await moneyOf(terms)).toEqual([100n * USDC, 0n, 0n]);
    await stage.exchange.buyUsdc("16");
  });

  it("because the price moved after it was sent, and the exchange refuses it", async () => {
    const terms = await stage.order({ pay: "USDC", receive: "ETH", amount: 100n * USDC, slippageBps: 10 });
    await createRound(withoutSending())();
    expect(await stage.readOrder(terms.orderId)).toMatchObject({ state: "submitted" });
    await stage.exchange.sellUsdc(50_000n * USDC);
    const custodyBefore = await custodyOf("USDC");
    await stage.finishOrders([terms.orderId]);
    expect(await stage.readOrder(terms.orderId)).toMatchObject({ state: "failed", failure: "reverted", confirmations: 3 });
    expect(await moneyOf(terms)).toEqual([100n * USDC, 0n, 0n]);
    expect(await custodyOf("USDC")).toBe(custodyBefore);
    expect(await eventsOf(terms)).toEqual(["awaiting_approval", "approved", "submitted", "failed"]);
    await stage.exchange.buyUsdc("16");
  });

  it("because its deadline passed while it waited, and not a second earlier", async () => {
    const terms = await stage.order({ pay: "USDC", receive: "ETH", amount: 100n * USDC });
    const at = (seconds: number) => ({ ...withoutSending(), clock: { nowSeconds: () => Date.parse(terms.deadline) / 1_000 + seconds } });
    await createRound(at(0))();
    expect(await stage.readOrder(terms.orderId)).toMatchObject({ state: "expired", failure: null, txHash: null, isFinished: true });
    expect(await moneyOf(terms)).toEqual([100n * USDC, 0n, 0n]);
    const other = await stage.order({ pay: "USDC", receive: "ETH", amount: 100n * USDC });
    await createRound({ ...at(0), clock: { nowSeconds: () => Date.parse(other.deadline) / 1_000 - 1 } })();
    expect(await stage.readOrder(other.orderId)).toMatchObject({ state: "submitted" });
    await stage.finishOrders([other.orderId]);
  });
});

describe("an order waits and goes on by itself", () => {
  it("while the chain is away, and while the account is frozen", async () => {
    const terms = await stage.order({ pay: "ETH", receive: "USDC", amount: parseEther("0.01") });
    expect(await createRound({ ...stage.ports, chain: createRpcChain("http://127.0.0.1:1") })()).toBe("chain_down");
    expect(await stage.readOrder(terms.orderId)).toMatchObject({ state: "approved", waitsFor: "chain" });
    await stage.app.asTrader(terms.trader, (tx) =>
      tx.query("INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, 'frozen', now())", [terms.trader]),
    );
    await createRound(stage.ports)();
    expect(await stage.readOrder(terms.orderId)).toMatchObject({ state: "approved", waitsFor: "frozen", txHash: null });
    await stage.finishOrders([terms.orderId], { ...stage.ports, clock: { nowSeconds: () => Date.parse(terms.deadline) / 1_000 } });
    expect(await stage.readOrder(terms.orderId)).toMatchObject({ state: "expired" });
  });
});
