// A worker may die at any call it makes on an order's way: to the chain, to the signer, to the database, before the call's effect or right after
// it. Every one of those places is tried, and another worker finishes what is left: each order is swapped once.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Killed, mortal } from "@/lib/testing/mortal-worker";
import { openOrderStage, type OrderStage } from "@/lib/testing/order-stage";
import { rounds } from "@/lib/testing/rounds";
import { createRound } from "../create-round";
import { reconcile } from "../reconcile";
import type { Worker } from "../worker";

const AMOUNT = 10_000_000n;
const ORDERS = rounds(8, 50);

let stage: OrderStage;
beforeAll(async () => {
  stage = await openOrderStage();
});
afterAll(() => stage.close());

const custody = (): Promise<bigint> => stage.balanceOf("USDC", stage.ports.signer.address);

/** Rounds of one process until it dies; answers whether it did. */
async function live(ports: Worker, id: string): Promise<boolean> {
  const round = createRound(ports);
  for (let count = 0; count < 6; count += 1) {
    try {
      await round();
    } catch (error) {
      if (error instanceof Killed) return true;
      throw error;
    }
    await stage.chain.client.mine({ blocks: 1 });
    if ((await stage.readOrder(id)).isFinished) return false;
  }
  return false;
}

describe.each(["before", "after"] as const)("a worker that dies %s the effect of any one call", (moment) => {
  it("loses no order and swaps none twice", { timeout: 120_000 }, async () => {
    let places = 0;
    // Every place when there is time for it; otherwise every third one.
    const stride = rounds(3, 1);
    for (let deadFrom = moment === "after" ? 1 : 2; deadFrom < 250; deadFrom += stride) {
      const before = await custody();
      const { orderId, trader } = await stage.order({ pay: "USDC", receive: "LINK", amount: AMOUNT, slippageBps: 500 });
      const dying = mortal(stage.ports, deadFrom, moment === "after");
      const hasDied = await live(dying.ports, orderId);
      await stage.finishOrders([orderId]);
      const stored = await stage.readOrder(orderId);
      expect(stored, `call ${deadFrom}`).toMatchObject({ state: "settled" });
      expect(before - (await custody()), `call ${deadFrom}`).toBe(AMOUNT);
      expect(await stage.booked("available", trader, "LINK")).toBe(stored.received);
      expect([await stage.booked("available", trader), await stage.booked("held", trader)]).toEqual([0n, 0n]);
      if (!hasDied && dying.calls() < deadFrom) break;
      places += stride;
    }
    expect(places).toBeGreaterThan(40);
    expect(places).toBeLessThan(249);
    expect(await reconcile(stage.ports)).toEqual([]);
  });
});

describe("two workers at once", () => {
  it("swap many orders once each, between withdrawals, with nonces that have no gap", { timeout: 60_000 }, async () => {
    const before = await custody();
    const orders = [];
    const payments = [];
    for (let count = 0; count < ORDERS; count += 1) {
      orders.push(await stage.order({ pay: "USDC", receive: count % 2 === 0 ? "ETH" : "LINK", amount: AMOUNT, slippageBps: 500 }));
      payments.push(await stage.approve());
    }
    const workers = [createRound(stage.ports), createRound(stage.ports)];
    for (let count = 0; count < 3; count += 1) await Promise.all(workers.map((round) => round()));
    await stage.finishOrders(orders.map(({ orderId }) => orderId));
    await stage.finish(payments.map(({ id }) => id));
    for (const { orderId } of orders) expect(await stage.readOrder(orderId)).toMatchObject({ state: "settled" });
    expect(before - (await custody())).toBe((AMOUNT + 100n) * BigInt(ORDERS));
    // Nonces without a gap, and every amount to the unit.
    expect(await reconcile(stage.ports)).toEqual([]);
  });
});
