// The ledger as an attacker would write it: raw SQL as any role, past every verb. Two traders, ana and bob, own 100 ETH units each.
import { randomUUID } from "node:crypto";
import { depositPostings } from "@/lib/ledger/transfer";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { createPostgresLedgerStore } from "@/lib/server/postgres/postgres-ledger-store";
import { createTestDatabase } from "./create-test-database";
import { seedAssets } from "./seed-assets";

export const NOW_SECONDS = 1_800_000_000;

export type RoleName = "app" | "worker" | "ops" | "owner";

/** One entry by the name of its account, "kind/trader/asset", on the test network. */
export interface RawEntry {
  readonly account: string;
  readonly side: "debit" | "credit";
  readonly amount: string;
}

/** A database of its own, opened as every role. */
export interface RawLedger {
  readonly appUrl: string;
  readonly roles: Readonly<Record<RoleName, Database>>;
  /** What the database says to `work`: "done", the name of the constraint that refused, or the refusal's text. */
  verdict(role: RoleName, sub: string | null, work: (tx: Transaction) => Promise<unknown>): Promise<string>;
  /** Writes a transfer and its entries; `count` is what the transfer declares when that should differ. */
  write(
    tx: Transaction,
    transfer: { readonly kind: string; readonly trader: string; readonly count?: number },
    entries: readonly RawEntry[],
  ): Promise<string>;
  close(): Promise<void>;
}

/** The two entries of a deposit. */
export const rawDeposit = (trader: string, amount = "5"): RawEntry[] => [
  { account: "custody//ETH", side: "debit", amount },
  { account: `available/${trader}/ETH`, side: "credit", amount },
];

/** Opens a fresh ledger. */
export async function openRawLedger(): Promise<RawLedger> {
  const file = await createTestDatabase();
  const open = (url: string): Database => createDatabase({ url, poolSize: 2 });
  const roles = { app: open(file.appUrl), worker: open(file.workerUrl), ops: open(file.opsUrl), owner: open(file.ownerUrl) };
  await seedAssets(roles.worker);
  for (const trader of ["ana", "bob"]) await deposit100(roles.worker, trader);
  return {
    appUrl: file.appUrl,
    roles,
    verdict: (role, sub, work) => (sub === null ? roles[role].asService(work) : roles[role].asTrader(sub, work)).then(() => "done", saidBy),
    write: async (tx, transfer, entries) => {
      const id = await writeTransfer(tx, transfer, transfer.count ?? entries.length);
      for (const entry of entries) await writeEntry(tx, id, entry, await accountId(roles.worker, entry.account));
      return id;
    },
    close: async () => {
      await Promise.all(Object.values(roles).map((role) => role.close()));
      await file.drop();
    },
  };
}

const deposit100 = (worker: Database, trader: string) =>
  createPostgresLedgerStore(worker).post(
    {
      ...{ kind: "deposit", trader, reference: "0x1", idempotencyKey: "seed", occurredAtSeconds: NOW_SECONDS, costUsdUnits: 1n },
      postings: depositPostings({ trader, asset: "ETH", network: "testnet", amountBaseUnits: 100n }),
    },
    NOW_SECONDS,
  );

function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return "not an error";
  return "constraint" in error && typeof error.constraint === "string" ? error.constraint : error.message;
}

async function writeTransfer(
  tx: Transaction,
  transfer: { readonly kind: string; readonly trader: string },
  count: number,
): Promise<string> {
  const id = randomUUID();
  await tx.query(
    `INSERT INTO holdfast.transfers (id, trader, kind, reference, idempotency_key, body_sha256, entry_count, occurred_at, recorded_at)
     VALUES ($1, $2, $3, 'raw', $4, decode(repeat('00', 32), 'hex'), $5, now(), now())`,
    [id, transfer.trader, transfer.kind, id, count],
  );
  return id;
}

const writeEntry = (tx: Transaction, transferId: string, { side, amount }: RawEntry, account: string) =>
  tx.query("INSERT INTO holdfast.entries (transfer_id, account_id, side, amount) VALUES ($1, $2, $3, $4)", [
    transferId,
    account,
    side,
    amount,
  ]);

// Looked up as the worker, because an attacker may simply guess the number.
async function accountId(worker: Database, name: string): Promise<string> {
  const [kind, trader, asset] = name.split("/");
  const [found] = await worker.asService((tx) =>
    tx.query<{ id: bigint }>(
      "SELECT id FROM holdfast.accounts WHERE kind = $1 AND coalesce(trader, '') = $2 AND asset = $3 AND network = 'testnet'",
      [kind, trader, asset],
    ),
  );
  return found?.id.toString() ?? "0";
}
