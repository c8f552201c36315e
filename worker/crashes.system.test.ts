// A worker may die at any call it makes: to the chain, to the signer, to the database, before the call's effect or right after it. Every
// one of those places is tried, and another worker finishes what is left: each withdrawal is paid once.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Killed, mortal } from "@/lib/testing/mortal-worker";
import { rounds } from "@/lib/testing/rounds";
import { openSettlementStage, type SettlementStage } from "@/lib/testing/settlement-stage";
import { createRound } from "./create-round";
import { reconcile } from "./reconcile";
import type { Worker } from "./worker";

let stage: SettlementStage;
beforeAll(async () => {
  stage = await openSettlementStage();
});
afterAll(() => stage.close());

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
    if ((await stage.read(id)).isFinished) return false;
  }
  return false;
}

describe.each(["before", "after"] as const)("a worker that dies %s the effect of any one call", (moment) => {
  it("loses no withdrawal and pays none twice", { timeout: 120_000 }, async () => {
    let places = 0;
    // Every place when there is time for it; otherwise every other one, and the two moments take turns.
    const stride = rounds(2, 1);
    for (let deadFrom = moment === "after" ? 1 : stride; deadFrom < 200; deadFrom += stride) {
      const { id, trader, destination } = await stage.approve();
      const dying = mortal(stage.ports, deadFrom, moment === "after");
      const hasDied = await live(dying.ports, id);
      await stage.finish([id]);
      expect(await stage.read(id), `call ${deadFrom}`).toMatchObject({ state: "settled" });
      expect(await stage.balanceOf("USDC", destination), `call ${deadFrom}`).toBe(100n);
      expect([await stage.booked("available", trader), await stage.booked("held", trader)]).toEqual([0n, 0n]);
      if (!hasDied && dying.calls() < deadFrom) break;
      places += stride;
    }
    // Reading, verifying, simulating, signing, sending and three confirmations: fewer calls than this would mean that the worker was not followed.
    expect(places).toBeGreaterThan(40);
    expect(places).toBeLessThan(199);
    expect(await reconcile(stage.ports)).toEqual([]);
  });
});

describe("two workers at once", () => {
  it("pay fifty withdrawals once each, with nonces that have no gap", { timeout: 60_000 }, async () => {
    const orders = [];
    for (let count = 0; count < 50; count += 1) orders.push(await stage.approve(count % 2 === 0 ? {} : { asset: "ETH" }));
    const ids = orders.map(({ id }) => id);
    const workers = [createRound(stage.ports), createRound(stage.ports)];
    for (let count = 0; count < 3; count += 1) await Promise.all(workers.map((round) => round()));
    await stage.finish(ids);
    for (const [index, { id, destination, trader }] of orders.entries()) {
      const asset = index % 2 === 0 ? "USDC" : "ETH";
      expect(await stage.read(id)).toMatchObject({ state: "settled" });
      expect(await stage.balanceOf(asset, destination)).toBe(100n);
      expect(await stage.booked("held", trader, asset)).toBe(0n);
    }
    const nonces = await Promise.all(ids.map(async (id) => Number((await stage.read(id)).nonce)));
    const sorted = nonces.toSorted((left, right) => left - right);
    expect(sorted).toEqual(sorted.map((_, index) => (sorted[0] ?? 0) + index));
    expect(await reconcile(stage.ports)).toEqual([]);
  });
});
