// Database, chain and custody for tests of the worker, and the questions that every such test asks: who has what, and do the books balance.
import { randomBytes, randomUUID } from "node:crypto";
import { erc20Abi } from "viem";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { Secret } from "@/lib/settings/secret";
import { fundCustody } from "@/scripts/chain/fund-custody";
import { startTestChain, type TestChain } from "@/scripts/chain/testing/start-test-chain";
import { deploymentSchema, upsertAssets } from "@/scripts/seed/upsert-assets";
import type { Hex } from "@/worker/chain";
import { createKeySigner } from "@/worker/key-signer";
import { createRound } from "@/worker/create-round";
import { createRpcChain } from "@/worker/rpc-chain";
import type { Worker } from "@/worker/worker";
import { type ApprovedOrder, approveWithdrawal } from "./approved-withdrawal";
import { createTestDatabase, type TestDatabase } from "./create-test-database";

const ORIGIN = "http://localhost:3000";
const ROUNDS_MAX = 60;

/** A withdrawal as it is stored. */
export interface StoredWithdrawal {
  readonly state: string;
  readonly failure: string | null;
  readonly waitsFor: string | null;
  readonly txHash: string | null;
  readonly nonce: bigint | null;
  readonly confirmations: number;
  readonly isFinished: boolean;
}

export interface SettlementStage {
  readonly file: TestDatabase;
  readonly app: Database;
  readonly ports: Worker;
  readonly chain: TestChain;
  /** The names of what the worker logged, newest last. */
  readonly logged: string[];
  /** Approves a withdrawal of a new trader to a new address; what is not named is 100 USDC units, a fee of 7 and a passkey. */
  approve(changes?: Partial<ApprovedOrder>): Promise<{ readonly id: string; readonly trader: string; readonly destination: Hex }>;
  read(id: string): Promise<StoredWithdrawal>;
  /** Runs rounds, each with a new block, until the withdrawals are finished; `ports` may be a worker that fails. */
  finish(ids: readonly string[], ports?: Worker): Promise<void>;
  balanceOf(asset: string, holder: Hex): Promise<bigint>;
  /** A ledger balance; "custody" and "fees" have no trader. */
  booked(kind: string, trader: string | null, asset?: string): Promise<bigint>;
  close(): Promise<void>;
}

export const newAddress = (): Hex => `0x${randomBytes(20).toString("hex")}`;

/** Opens a stage of its own for one test file. */
export async function openSettlementStage(): Promise<SettlementStage> {
  const [file, chain] = await Promise.all([createTestDatabase(), startTestChain()]);
  const app = createDatabase({ url: file.appUrl, poolSize: 4 });
  const database = createDatabase({ url: file.workerUrl, poolSize: 8 });
  await upsertAssets(database, deploymentSchema.parse(chain.deployment));
  const signer = createKeySigner(new Secret(`0x${randomBytes(32).toString("hex")}`));
  await fundCustody(chain.client, chain.deployment, signer.address);
  const logged: string[] = [];
  const note = (event: string): void => void logged.push(event);
  const ports: Worker = {
    ...{ database, signer, chain: createRpcChain(chain.rpcUrl), confirmationsNeeded: 3 },
    clock: { nowSeconds: () => Math.floor(Date.now() / 1_000) },
    log: { info: note, warn: note, error: note },
    approvedAt: { origin: ORIGIN, rpId: new URL(ORIGIN).hostname },
  };
  const read = (id: string): Promise<StoredWithdrawal> => readStored(database, id);
  return {
    ...{ file, app, ports, chain, logged, read },
    approve: async (changes = {}) => {
      const order = { ...orderOf(chain, changes.asset ?? "USDC"), nowSeconds: ports.clock.nowSeconds(), ...changes };
      const id = await approveWithdrawal({ app, worker: database, origin: ORIGIN }, order);
      return { id, trader: order.trader, destination: order.destination as Hex };
    },
    finish: async (ids, worker = ports) => {
      const round = createRound(worker);
      for (let count = 0; count < ROUNDS_MAX; count += 1) {
        await round();
        if ((await Promise.all(ids.map(read))).every(({ isFinished }) => isFinished)) return;
        await chain.client.mine({ blocks: 1 });
      }
      throw new Error(`Not finished: ${logged.slice(-5).join(", ")}`);
    },
    balanceOf: async (asset, address) => {
      const contract = contractOf(chain, asset);
      return contract === null
        ? chain.client.getBalance({ address })
        : chain.client.readContract({ address: contract, abi: erc20Abi, functionName: "balanceOf", args: [address] });
    },
    booked: async (kind, trader, asset = "USDC") => {
      const [row] = await database.asService((tx) =>
        tx.query<{ balance: string }>(
          "SELECT balance FROM holdfast.accounts WHERE kind = $1 AND trader IS NOT DISTINCT FROM $2 AND asset = $3",
          [kind, trader, asset],
        ),
      );
      return BigInt(row?.balance ?? 0);
    },
    close: async () => {
      await Promise.all([app.close(), database.close(), chain.kill()]);
      await file.drop();
    },
  };
}

function contractOf({ deployment }: TestChain, asset: string): Hex | null {
  const found = deployment.assets.find((candidate) => candidate.asset === asset);
  if (found === undefined) throw new Error(`The test chain has no ${asset}`);
  return found.contract;
}

function orderOf(chain: TestChain, asset: string): ApprovedOrder {
  const [network] = chain.deployment.networks;
  const found = chain.deployment.assets.find((candidate) => candidate.asset === asset);
  if (network === undefined || found === undefined) throw new Error(`The test chain has no ${asset}`);
  return {
    ...{ trader: randomUUID(), network: network.id, chainId: network.chainId, asset, assetContract: found.contract },
    ...{ decimals: found.decimals, amount: 100n, fee: 7n, destination: newAddress(), proof: "passkey", nowSeconds: 0 },
  };
}

async function readStored(database: Database, id: string): Promise<StoredWithdrawal> {
  const [row] = await database.asService((tx) =>
    tx.query<StoredWithdrawal>(
      `SELECT w.state, w.failure, s.waits_for AS "waitsFor", s.tx_hash AS "txHash", s.nonce, s.confirmations,
              s.finished_at IS NOT NULL AS "isFinished"
         FROM holdfast.withdrawals w JOIN holdfast.settlements s ON s.withdrawal_id = w.id WHERE w.id = $1`,
      [id],
    ),
  );
  if (row === undefined) throw new Error(`There is no withdrawal ${id}`);
  return row;
}
