// Books one transfer inside a transaction that may do more, such as consuming an approval. The database judges everything again.
import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { type Result, accept, refuse } from "@/lib/ground/result";
import type { Booking } from "@/lib/ledger/book";
import { judgeTransfer } from "@/lib/ledger/judge-transfer";
import type { Transfer } from "@/lib/ledger/transfer";
import { transferBody } from "@/lib/ledger/transfer-body";
import type { StoreFault } from "@/lib/use-cases/ports/ledger-store";
import type { Transaction } from "./database";

/**
 * Books `transfer` in `tx`, which must carry its trader. A refusal leaves `tx` as it was and usable; refusals are those of LedgerStore.
 * What the deferred checks refuse at commit is a bug, not a refusal.
 */
export async function postTransfer(tx: Transaction, transfer: Transfer, recordedAtSeconds: number): Promise<Result<Booking, StoreFault>> {
  const judged = judgeTransfer(transfer);
  if (!judged.ok) return judged;
  const sha256 = createHash("sha256").update(transferBody(transfer)).digest();
  await tx.query("SAVEPOINT posting");
  const id = randomUUID();
  const refusal = await insertWhole(tx, id, transfer, sha256, recordedAtSeconds).catch((error: unknown) => {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return fault;
  });
  if (refusal === "known_key") return judgeRepetition(tx, transfer, sha256);
  if (refusal !== null) {
    await tx.query("ROLLBACK TO SAVEPOINT posting");
    return refuse(refusal);
  }
  await tx.query("RELEASE SAVEPOINT posting");
  return accept({ isReplay: false });
}

// The unique key makes parallel requests with one key wait for the first; all others then find it known.
const INSERT_TRANSFER = `
  INSERT INTO holdfast.transfers (id, trader, kind, reference, idempotency_key, body_sha256, entry_count, cost, occurred_at, recorded_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9), to_timestamp($10))
  ON CONFLICT (trader, idempotency_key) DO NOTHING
  RETURNING id`;

// Opens accounts at their first use, in one order for everybody. An unknown asset opens none.
const OPEN_ACCOUNTS = `
  INSERT INTO holdfast.accounts (kind, trader, asset, network)
  SELECT p.kind, p.trader, p.asset, p.network
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS p (kind, trader, asset, network)
    JOIN holdfast.assets USING (asset, network)
   WHERE NOT EXISTS (SELECT FROM holdfast.accounts a
                      WHERE (a.trader = $5 OR a.trader IS NULL) AND (a.kind, a.asset, a.network) = (p.kind, p.asset, p.network))
   ORDER BY p.kind, p.asset, p.network
  ON CONFLICT DO NOTHING`;

// Each entry locks its account until the end of the transaction; ordered by account, so that two transfers never wait for each other.
const INSERT_ENTRIES = `
  INSERT INTO holdfast.entries (transfer_id, account_id, side, amount)
  SELECT $1, a.id, p.side, p.amount
    FROM holdfast.accounts a
    JOIN unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[]) AS p (kind, asset, network, side, amount)
      USING (kind, asset, network)
   WHERE a.trader = $2 OR a.trader IS NULL
   ORDER BY a.id
  RETURNING id`;

async function insertWhole(
  tx: Transaction,
  id: string,
  transfer: Transfer,
  sha256: Buffer,
  recordedAtSeconds: number,
): Promise<StoreFault | "known_key" | null> {
  const { trader, kind, reference, idempotencyKey, postings, costUsdUnits, occurredAtSeconds } = transfer;
  const cost = costUsdUnits?.toString() ?? null;
  const row = [id, trader, kind, reference, idempotencyKey, sha256, postings.length, cost, occurredAtSeconds, recordedAtSeconds];
  if ((await tx.query(INSERT_TRANSFER, row)).length === 0) return "known_key";
  const kinds = postings.map(({ account }) => account.kind);
  const traders = postings.map(({ account }) => account.trader);
  const assets = postings.map(({ account }) => account.asset);
  const networks = postings.map(({ account }) => account.network);
  await tx.query(OPEN_ACCOUNTS, [kinds, traders, assets, networks, trader]);
  const sides = postings.map(({ side }) => side);
  const amounts = postings.map(({ amountBaseUnits }) => amountBaseUnits.toString());
  const entries = await tx.query(INSERT_ENTRIES, [id, trader, kinds, assets, networks, sides, amounts]);
  return entries.length === postings.length ? null : "unknown_asset";
}

async function judgeRepetition(tx: Transaction, transfer: Transfer, sha256: Buffer): Promise<Result<Booking, StoreFault>> {
  const [known] = await tx.query<{ same: boolean }>(
    "SELECT body_sha256 = $3 AS same FROM holdfast.transfers WHERE trader = $1 AND idempotency_key = $2",
    [transfer.trader, transfer.idempotencyKey, sha256],
  );
  return known?.same === true ? accept({ isReplay: true }) : refuse("idempotency_conflict");
}

const FAULT_OF_CONSTRAINT: Readonly<Record<string, StoreFault>> = {
  accounts_balance_is_not_negative: "insufficient_funds",
  base_units_are_finite_and_within_78_digits: "amount_too_large",
};

function faultOf(error: unknown): StoreFault | null {
  if (typeof error !== "object" || error === null || !("constraint" in error) || typeof error.constraint !== "string") return null;
  return FAULT_OF_CONSTRAINT[error.constraint] ?? null;
}
