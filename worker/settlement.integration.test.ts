// The worker's rounds on a real PostgreSQL and a real EVM node.
import { parseEther } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openSettlementStage, type SettlementStage } from "@/lib/testing/settlement-stage";
import { readArtifact } from "@/scripts/chain/artifact";
import { chainAccounts } from "@/scripts/chain/chain-client";
import { createRound } from "./create-round";
import { reconcile } from "./reconcile";
import { createRpcChain } from "./rpc-chain";

let stage: SettlementStage;
beforeAll(async () => {
  stage = await openSettlementStage();
});
afterEach(async () => {
  expect(await reconcile(stage.ports)).toEqual([]);
});
afterAll(() => stage.close());

const moneyOf = async (trader: string, asset = "USDC"): Promise<readonly bigint[]> => [
  await stage.booked("available", trader, asset),
  await stage.booked("held", trader, asset),
];

describe("an approved withdrawal", () => {
  it("of a token arrives in full, its fee stays with the house, and its story says so", async () => {
    const [feesBefore, custodyBefore] = [await stage.booked("fees", null), await stage.booked("custody", null)];
    const { id, trader, destination } = await stage.approve();
    await stage.finish([id]);
    expect(await stage.read(id)).toMatchObject({ state: "settled", failure: null, waitsFor: null, confirmations: 3 });
    expect(await stage.balanceOf("USDC", destination)).toBe(100n);
    expect(await moneyOf(trader)).toEqual([0n, 0n]);
    expect([(await stage.booked("fees", null)) - feesBefore, (await stage.booked("custody", null)) - custodyBefore]).toEqual([7n, 7n]);
    const events = await stage.app.asTrader(trader, (tx) =>
      tx.query<{ state: string }>("SELECT state FROM holdfast.withdrawal_events WHERE withdrawal_id = $1 ORDER BY id", [id]),
    );
    expect(events.map(({ state }) => state)).toEqual(["awaiting_approval", "approved", "submitted", "settled"]);
  });

  it("of the chain's own coin arrives in full, approved by password and code, and without a fee", async () => {
    const { id, trader, destination } = await stage.approve({ asset: "ETH", amount: parseEther("0.1"), fee: 0n, proof: "password_totp" });
    await stage.finish([id]);
    expect(await stage.read(id)).toMatchObject({ state: "settled" });
    expect(await stage.balanceOf("ETH", destination)).toBe(parseEther("0.1"));
    expect(await moneyOf(trader, "ETH")).toEqual([0n, 0n]);
  });

  it("is not settled one confirmation early", async () => {
    const { id } = await stage.approve();
    const round = createRound(stage.ports);
    await round();
    expect(await stage.read(id)).toMatchObject({ state: "submitted", confirmations: 1 });
    await stage.chain.client.mine({ blocks: 1 });
    await round();
    expect(await stage.read(id)).toMatchObject({ state: "submitted", confirmations: 2, isFinished: false });
    await stage.chain.client.mine({ blocks: 1 });
    await round();
    expect(await stage.read(id)).toMatchObject({ state: "settled", confirmations: 3, isFinished: true });
  });

  it("that was cancelled in time is closed and never paid", async () => {
    const { id, trader, destination } = await stage.approve();
    await stage.app.asTrader(trader, (tx) => tx.query("UPDATE holdfast.withdrawals SET state = 'cancelled' WHERE id = $1", [id]));
    await stage.finish([id]);
    expect(await stage.read(id)).toMatchObject({ state: "cancelled", txHash: null });
    expect(await stage.balanceOf("USDC", destination)).toBe(0n);
  });

  it("cannot be cancelled once it is submitted", async () => {
    const { id, trader } = await stage.approve();
    await createRound(stage.ports)();
    const cancel = stage.app.asTrader(trader, (tx) => tx.query("UPDATE holdfast.withdrawals SET state = 'cancelled' WHERE id = $1", [id]));
    await expect(cancel).rejects.toMatchObject({ constraint: "withdrawals_follow_the_machine" });
    await stage.finish([id]);
  });
});

describe("a payment that cannot happen", () => {
  it("because its destination refuses money is rejected before it is sent, and the money is back", async () => {
    const { deployer } = await chainAccounts(stage.chain.client);
    const { abi, bytecode } = readArtifact("RefusesMoney");
    const hash = await stage.chain.client.deployContract({ account: deployer, abi, bytecode });
    const { contractAddress } = await stage.chain.client.waitForTransactionReceipt({ hash });
    const { id, trader } = await stage.approve({ asset: "ETH", amount: 1_000n, destination: contractAddress ?? "0x" });
    await stage.finish([id]);
    expect(await stage.read(id)).toMatchObject({ state: "failed", failure: "rejected_by_chain", txHash: null });
    expect(await moneyOf(trader, "ETH")).toEqual([1_007n, 0n]);
    expect(stage.logged).toContain("withdrawal_rejected_by_chain");
  });

  it("because it reverts on the chain after all fails, and the money is back", async () => {
    const { client } = stage.chain;
    const { deployer } = await chainAccounts(client);
    const { abi, bytecode } = readArtifact("RefusesMoney");
    const { id, trader, destination } = await stage.approve({ asset: "ETH", amount: 1_000n });
    const slow = { ...stage.ports, chain: { ...stage.ports.chain, send: () => Promise.resolve({ outcome: "accepted" } as const) } };
    await createRound(slow)();
    expect(await stage.read(id)).toMatchObject({ state: "submitted" });
    // Between signature and sending the destination became a contract that wants no money.
    const hash = await client.deployContract({ account: deployer, abi, bytecode });
    const { contractAddress } = await client.waitForTransactionReceipt({ hash });
    const code = await client.getCode({ address: contractAddress ?? "0x" });
    await client.setCode({ address: destination, bytecode: code ?? "0x" });
    await stage.finish([id]);
    expect(await stage.read(id)).toMatchObject({ state: "failed", failure: "reverted", confirmations: 3 });
    expect(await moneyOf(trader, "ETH")).toEqual([1_007n, 0n]);
  });
});

describe("a withdrawal waits and goes on by itself", () => {
  it("while the chain is away", async () => {
    const { id, destination } = await stage.approve();
    const away = { ...stage.ports, chain: createRpcChain("http://127.0.0.1:1") };
    expect(await createRound(away)()).toBe("chain_down");
    expect(await stage.read(id)).toMatchObject({ state: "approved", waitsFor: "chain" });
    const [beat] = await stage.app.asService((tx) =>
      tx.query<{ is_chain_up: boolean; confirmations_needed: number }>(
        "SELECT is_chain_up, confirmations_needed FROM holdfast.worker_heartbeats",
      ),
    );
    expect(beat).toEqual({ is_chain_up: false, confirmations_needed: 3 });
    await stage.finish([id]);
    expect(await stage.read(id)).toMatchObject({ state: "settled", waitsFor: null });
    expect(await stage.balanceOf("USDC", destination)).toBe(100n);
  });

  it("while custody is short of the asset, or of gas", async () => {
    const { client } = stage.chain;
    const custody = stage.ports.signer.address;
    const coin = await client.getBalance({ address: custody });
    const token = await stage.approve({ amount: 10n ** 13n });
    await client.setBalance({ address: custody, value: 1n });
    const gas = await stage.approve();
    const later = { seconds: 0 };
    const ports = { ...stage.ports, clock: { nowSeconds: () => stage.ports.clock.nowSeconds() + later.seconds } };
    const round = createRound(ports);
    await round();
    for (const { id } of [token, gas])
      expect(await stage.read(id)).toMatchObject({ state: "approved", waitsFor: "custody_funds", txHash: null });
    await client.setBalance({ address: custody, value: coin });
    later.seconds += 60;
    await round();
    expect(await stage.read(gas.id)).toMatchObject({ state: "submitted", waitsFor: null });
    expect(await stage.read(token.id)).toMatchObject({ state: "approved", waitsFor: "custody_funds" });
    await fundToken(10n ** 13n);
    later.seconds += 60;
    await round();
    expect(await stage.read(token.id)).toMatchObject({ state: "submitted", waitsFor: null });
    await stage.finish([token.id, gas.id], ports);
    expect(await stage.balanceOf("USDC", token.destination)).toBe(10n ** 13n);
  });
});

async function fundToken(amount: bigint): Promise<void> {
  const { client, deployment } = stage.chain;
  const { custody } = await chainAccounts(client);
  const address = deployment.assets.find(({ asset }) => asset === "USDC")?.contract ?? "0x";
  const { abi } = readArtifact("DemoToken");
  const args = [stage.ports.signer.address, amount];
  await client.waitForTransactionReceipt({
    hash: await client.writeContract({ account: custody, address, abi, functionName: "transfer", args }),
  });
}
