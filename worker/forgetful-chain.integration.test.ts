// A chain that forgets: blocks that are replaced, a memory pool that is lost, a node that comes back with yesterday's state.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSettlementStage, type SettlementStage } from "@/lib/testing/settlement-stage";
import { createRound } from "./create-round";
import { reconcile } from "./reconcile";

let stage: SettlementStage;
beforeAll(async () => {
  stage = await openSettlementStage();
});
afterAll(() => stage.close());

it("a block that leaves the chain takes its confirmations with it, and the payment is made again by the same bytes", async () => {
  const { client } = stage.chain;
  const { id, destination } = await stage.approve();
  const before = await client.snapshot();
  await createRound(stage.ports)();
  await client.mine({ blocks: 1 });
  const round = createRound(stage.ports);
  await round();
  const seen = await stage.read(id);
  expect(seen).toMatchObject({ state: "submitted", confirmations: 2 });
  await client.revert({ id: before });
  await client.mine({ blocks: 2 });
  const lost = { ...stage.ports, chain: { ...stage.ports.chain, send: () => Promise.resolve({ outcome: "accepted" } as const) } };
  await createRound(lost)();
  expect(await stage.read(id)).toMatchObject({ state: "submitted", confirmations: 0 });
  expect(stage.logged).toContain("payment_left_the_chain");
  await stage.finish([id]);
  expect(await stage.read(id)).toMatchObject({ state: "settled", txHash: seen.txHash, confirmations: 3 });
  expect(await stage.balanceOf("USDC", destination)).toBe(100n);
});

it("a node that lost settled payments gets them again, before the ones that follow", async () => {
  const { chain } = stage;
  const state = await chain.client.dumpState();
  const settled = [await stage.approve(), await stage.approve()];
  await stage.finish(settled.map(({ id }) => id));
  await chain.kill();
  const next = await stage.approve();
  const round = createRound(stage.ports);
  expect(await round()).toBe("chain_down");
  await chain.start(state);
  expect(await stage.balanceOf("USDC", settled[0]?.destination ?? "0x")).toBe(0n);
  await stage.finish([next.id]);
  for (const { destination } of [...settled, next]) expect(await stage.balanceOf("USDC", destination)).toBe(100n);
  expect(await reconcile(stage.ports)).toEqual([]);
});

it("a chain that has seen more of the account than the database pays nothing until somebody has looked", async () => {
  const { id } = await stage.approve();
  const chain = { ...stage.ports.chain, readTransactionCount: async () => 1_000_000n };
  await createRound({ ...stage.ports, chain })();
  expect(await stage.read(id)).toMatchObject({ state: "approved", txHash: null });
  expect(stage.logged).toContain("foreign_nonce");
  const later = { ...stage.ports, clock: { nowSeconds: () => stage.ports.clock.nowSeconds() + 60 } };
  await stage.finish([id], later);
  expect(await stage.read(id)).toMatchObject({ state: "settled" });
});
