// Acceptance 5, the worker's half: real worker processes, two of them at times, killed without a word at random moments while withdrawals
// keep coming, on the launcher's own database and chain. None is lost, none is doubled, and ledger and chain tell the same story.
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { erc20Abi, type Address } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { Secret } from "@/lib/settings/secret";
import { approveWithdrawal } from "@/lib/testing/approved-withdrawal";
import { rounds } from "@/lib/testing/rounds";
import { createChainClient } from "@/scripts/chain/chain-client";
import { freePort, freePorts } from "@/scripts/stack/free-port";
import { type Part, signalProcess } from "@/scripts/stack/part";
import { type Stack, startStack } from "@/scripts/stack/start-stack";
import { freshFolder } from "@/scripts/stack/testing/temporary-folder";
import { createKeySigner } from "./key-signer";
import { reconcile } from "./reconcile";
import { createRpcChain } from "./rpc-chain";

const KILLS = rounds(12, 100);
const PER_KILL = 3;
// Starting takes most of it; a kill while the worker is still being loaded would kill nothing that matters.
const KILL_WITHIN_MS = 1_200;

const folder = freshFolder();
let stack: Stack;
let app: Database;
let database: Database;
beforeAll(async () => {
  const ports = { app: await freePort(), pool: await freePort(), chain: await freePorts(3), mail: await freePort() };
  stack = await startStack({ dataDir: folder.path, ports, next: null, worker: "manual", fresh: false });
  app = createDatabase({ url: stack.environment["DATABASE_URL"] ?? "", poolSize: 3 });
  database = createDatabase({ url: stack.workerEnvironment["DATABASE_URL"] ?? "", poolSize: 3 });
}, 120_000);
afterAll(async () => {
  await app.close();
  await database.close();
  await stack.stop();
  folder.remove();
}, 60_000);

interface Order {
  readonly id: string;
  readonly contract: Address | null;
  readonly destination: Address;
}

async function approve(index: number): Promise<Order> {
  const assets = stack.deployment.assets;
  const found = assets[index % assets.length];
  const [network] = stack.deployment.networks;
  if (found === undefined || network === undefined) throw new Error("The stack's chain has no assets.");
  const destination: Address = `0x${randomBytes(20).toString("hex")}`;
  const id = await approveWithdrawal(
    { app, worker: database, origin: stack.origin },
    {
      ...{ trader: randomUUID(), network: network.id, chainId: network.chainId, asset: found.asset, assetContract: found.contract },
      ...{
        decimals: found.decimals,
        amount: 100n,
        fee: BigInt(index % 3),
        destination,
        proof: index % 2 === 0 ? "passkey" : "password_totp",
      },
      nowSeconds: Math.floor(Date.now() / 1_000),
    },
  );
  return { id, contract: found.contract, destination };
}

const kill = async (part: Part): Promise<void> => {
  signalProcess(-part.pid, "SIGKILL");
  await part.ended;
};

const openOnes = async (): Promise<number> => {
  const [row] = await database.asService((tx) =>
    tx.query<{ n: bigint }>("SELECT count(*) AS n FROM holdfast.settlements WHERE finished_at IS NULL"),
  );
  return Number(row?.n ?? -1);
};

test("withdrawals survive a worker that is killed again and again", { timeout: 120_000 + KILLS * 10_000 }, async () => {
  const orders: Order[] = [];
  for (let count = 0; count < KILLS; count += 1) {
    for (let each = 0; each < PER_KILL; each += 1) orders.push(await approve(orders.length));
    // Every third time two workers are at it, and only one of them dies first.
    const workers = await Promise.all(count % 3 === 0 ? [stack.startWorker(), stack.startWorker()] : [stack.startWorker()]);
    await sleep(randomInt(KILL_WITHIN_MS));
    for (const worker of workers) await kill(worker);
  }
  const last = await stack.startWorker();
  await expect.poll(openOnes, { timeout: 60_000, interval: 250 }).toBe(0);
  await last.stop();
  expect(await last.ended).toEqual({ code: 0, signal: null });

  const client = createChainClient(stack.chainUrl);
  const balances = orders.map(({ contract, destination }) =>
    contract === null
      ? client.getBalance({ address: destination })
      : client.readContract({ address: contract, abi: erc20Abi, functionName: "balanceOf", args: [destination] }),
  );
  expect(await Promise.all(balances)).toEqual(orders.map(() => 100n));
  const states = await database.asService((tx) =>
    tx.query<{ state: string; n: bigint }>("SELECT state, count(*) AS n FROM holdfast.withdrawals GROUP BY state"),
  );
  expect(states).toEqual([{ state: "settled", n: BigInt(KILLS * PER_KILL) }]);
  expect(await client.getTransactionCount({ address: stack.custody })).toBe(orders.length);
  const signer = createKeySigner(new Secret(stack.installation.settlementKey.replace(/^demo\./, "")));
  const note = (): void => undefined;
  const worker = {
    ...{ database, signer, chain: createRpcChain(stack.chainUrl), confirmationsNeeded: 3 },
    clock: { nowSeconds: () => Math.floor(Date.now() / 1_000) },
    log: { info: note, warn: note, error: note },
    approvedAt: { origin: stack.origin, rpId: "localhost" },
  };
  expect(await reconcile(worker)).toEqual([]);
});

test("a worker with a wrong setting, or with a demo key in production, ends with one sentence", async () => {
  await expect(stack.startWorker({ SETTLEMENT_CONFIRMATIONS: "0" })).rejects.toThrow(/SETTLEMENT_CONFIRMATIONS/);
  await expect(stack.startWorker({ HOLDFAST_MODE: "production", APP_ORIGIN: "https://app.example.com" })).rejects.toThrow(
    "SETTLEMENT_KEY is a demo key, which production refuses.",
  );
});
