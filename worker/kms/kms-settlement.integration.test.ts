// The worker's rounds with a signer in a key service: a real chain, a real PostgreSQL, and KMS's own protocol.
import { KMSClient } from "@aws-sdk/client-kms";
import { recoverTransactionAddress, type TransactionSerializedEIP1559 } from "viem";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FakeKms, startFakeKms } from "@/lib/testing/fake-kms";
import { openSettlementStage, type SettlementStage } from "@/lib/testing/settlement-stage";
import { fundCustody } from "@/scripts/chain/fund-custody";
import { createRound } from "../create-round";
import { reconcile } from "../reconcile";
import type { UnsignedTransaction } from "../signer";
import type { Worker } from "../worker";
import { createKmsSigner } from "./create-kms-signer";

let stage: SettlementStage;
let kms: FakeKms;
let client: KMSClient;
let ports: Worker;
let nowSeconds = Math.floor(Date.now() / 1_000);

beforeAll(async () => {
  [stage, kms] = await Promise.all([openSettlementStage(), startFakeKms()]);
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  client = new KMSClient({ endpoint: kms.url, region: "eu-central-1", credentials, maxAttempts: 1 });
  const signer = await createKmsSigner(client, "alias/holdfast-settlement");
  await fundCustody(stage.chain.client, stage.chain.deployment, signer.address);
  // Attempts that back off are due again at the next round.
  ports = { ...stage.ports, signer, clock: { nowSeconds: () => (nowSeconds += 3_600) } };
});
beforeEach(() => {
  kms.health = "up";
});
afterEach(async () => {
  expect(await reconcile(ports)).toEqual([]);
});
afterAll(async () => {
  client.destroy();
  await Promise.all([kms.close(), stage.close()]);
});

const rawOf = async (id: string): Promise<TransactionSerializedEIP1559> => {
  const [row] = await ports.database.asService((tx) =>
    tx.query<{ raw: TransactionSerializedEIP1559 }>("SELECT raw_transaction AS raw FROM holdfast.settlements WHERE withdrawal_id = $1", [
      id,
    ]),
  );
  if (row === undefined) throw new Error("There is no settlement.");
  return row.raw;
};

describe("a withdrawal whose payment a key service signs", () => {
  it("settles, from the account of the key", async () => {
    const { id, destination } = await stage.approve();
    await stage.finish([id], ports);
    expect(await stage.read(id)).toMatchObject({ state: "settled", failure: null });
    expect(await stage.balanceOf("USDC", destination)).toBe(100n);
    expect(await recoverTransactionAddress({ serializedTransaction: await rawOf(id) })).toBe(kms.address);
  });

  it.each(["down", "throttled", "garbage", "another_key"] as const)(
    "waits while the service is %s, with the money held, and is then paid once",
    async (health) => {
      const { id, trader, destination } = await stage.approve();
      const round = createRound(ports);
      kms.health = health;
      for (let count = 0; count < 3; count += 1) await round();
      expect(await stage.read(id)).toMatchObject({ state: "approved", failure: null, txHash: null, nonce: null, isFinished: false });
      expect(await stage.booked("held", trader)).toBe(107n);
      kms.health = "up";
      await stage.finish([id], ports);
      expect(await stage.read(id)).toMatchObject({ state: "settled" });
      expect(await stage.balanceOf("USDC", destination)).toBe(100n);
      expect(await stage.booked("held", trader)).toBe(0n);
    },
  );

  it("is paid once when the worker died after the service had signed: what was not stored is signed anew", async () => {
    const { id, destination } = await stage.approve();
    const { signer } = ports;
    const before = kms.asked["Sign"] ?? 0;
    const dying = async (transaction: UnsignedTransaction): Promise<never> => {
      await signer.sign(transaction);
      throw new Error("The worker died with the signature in its hands.");
    };
    await createRound({ ...ports, signer: { ...signer, sign: dying } })();
    expect(await stage.read(id)).toMatchObject({ state: "approved", txHash: null, nonce: null });
    await stage.finish([id], ports);
    expect((kms.asked["Sign"] ?? 0) - before).toBe(2);
    expect(await stage.balanceOf("USDC", destination)).toBe(100n);
  });
});
