// A withdrawal as it stands right after its trader's approval, written the way the app writes it and with the app's rights: money, session,
// address, grant with a real signature, hold, and the outbox row. What comes next is the worker's.
import { createHash, randomUUID } from "node:crypto";
import { termsHash } from "@/lib/approval/terms-hash";
import { depositPostings, holdPostings, type Transfer } from "@/lib/ledger/transfer";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { postTransfer } from "@/lib/server/postgres/post-transfer";
import { termsTime } from "@/lib/withdrawals/terms-of-row";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import { insertUsedGrant } from "./used-grant";

/** Where it is written, and for which origin the passkey signs. */
export interface ApprovalStage {
  readonly app: Database;
  /** Books the deposit that the withdrawal spends. */
  readonly worker: Database;
  readonly origin: string;
}

/** What is withdrawn. Amounts in base units. */
export interface ApprovedOrder {
  readonly trader: string;
  readonly network: string;
  readonly chainId: number;
  readonly asset: string;
  readonly assetContract: string | null;
  readonly decimals: number;
  readonly amount: bigint;
  readonly fee: bigint;
  readonly destination: string;
  readonly proof: "passkey" | "password_totp";
  readonly nowSeconds: number;
}

/** Deposits amount and fee for the trader and approves the withdrawal of both; answers its id. */
export async function approveWithdrawal({ app, worker, origin }: ApprovalStage, order: ApprovedOrder): Promise<string> {
  const terms = termsOf(order);
  const { trader, asset, network, amount, fee, nowSeconds } = order;
  const money = { trader, asset, network, amountBaseUnits: amount + fee };
  await worker.asTrader(trader, (tx) => book(tx, transferOf("deposit", terms, depositPostings(money), nowSeconds), nowSeconds));
  await app.asTrader(trader, async (tx) => {
    const addressId = await insertAddress(tx, terms, nowSeconds);
    await insertWithdrawal(tx, terms, addressId);
    const { proof } = order;
    const act = { purpose: "withdrawal", subjectId: terms.withdrawalId, trader, terms } as const;
    const grantId = await insertUsedGrant(tx, { ...act, proof, nowSeconds, origin });
    await book(tx, transferOf("hold", terms, holdPostings(money), nowSeconds), nowSeconds);
    await tx.query(
      "UPDATE holdfast.withdrawals SET state = 'approved', grant_id = $2, proof = $3, approved_at = to_timestamp($4) WHERE id = $1",
      [terms.withdrawalId, grantId, order.proof, nowSeconds],
    );
    await insertEvent(tx, terms, "approved", nowSeconds);
    await tx.query(
      `INSERT INTO holdfast.settlements (withdrawal_id, trader, chain_id, queued_at, next_attempt_at)
       VALUES ($1, $2, $3, to_timestamp($4), to_timestamp($4))`,
      [terms.withdrawalId, trader, terms.chainId, nowSeconds],
    );
  });
  return terms.withdrawalId;
}

const termsOf = ({ amount, fee, nowSeconds, proof: _proof, ...order }: ApprovedOrder): WithdrawalTerms => ({
  ...order,
  version: 1,
  withdrawalId: randomUUID(),
  amount: amount.toString(),
  fee: fee.toString(),
  feeAsset: order.asset,
  memo: null,
  createdAt: termsTime(new Date(nowSeconds * 1_000)),
  expiresAt: termsTime(new Date((nowSeconds + 900) * 1_000)),
});

const transferOf = (
  kind: "deposit" | "hold",
  { trader, withdrawalId }: WithdrawalTerms,
  postings: Transfer["postings"],
  nowSeconds: number,
): Transfer => ({
  ...{ kind, trader, reference: withdrawalId, idempotencyKey: `withdrawal:${withdrawalId}:${kind}`, postings },
  ...{ occurredAtSeconds: nowSeconds, costUsdUnits: null },
});

async function book(tx: Transaction, transfer: Transfer, nowSeconds: number): Promise<void> {
  const booked = await postTransfer(tx, transfer, nowSeconds);
  if (!booked.ok) throw new Error(`The ledger refused the ${transfer.kind} of a test: ${booked.refusal}`);
}

async function insertAddress(tx: Transaction, terms: WithdrawalTerms, nowSeconds: number): Promise<string> {
  const id = randomUUID();
  await tx.query(
    `INSERT INTO holdfast.addresses (id, trader, network, chain_id, address, label, created_at, expires_at, terms_hash)
     VALUES ($1, $2, $3, $4, $5, 'Cold storage', to_timestamp($6), to_timestamp($6 + 900), $7)`,
    [id, terms.trader, terms.network, terms.chainId, terms.destination, nowSeconds, termsHash({ id })],
  );
  return id;
}

async function insertWithdrawal(tx: Transaction, terms: WithdrawalTerms, addressId: string): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.withdrawals
       (id, trader, idempotency_key, body_sha256, address_id, version, network, chain_id, asset, asset_contract, decimals, amount, fee,
        fee_asset, destination, memo, created_at, expires_at, terms_hash)
     VALUES ($1::uuid, $2, $1::uuid::text, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL, $14, $15, $16)`,
    [
      ...[terms.withdrawalId, terms.trader, createHash("sha256").update(terms.withdrawalId).digest(), addressId, terms.network],
      ...[terms.chainId, terms.asset, terms.assetContract, terms.decimals, terms.amount, terms.fee, terms.feeAsset, terms.destination],
      ...[terms.createdAt, terms.expiresAt, termsHash(terms)],
    ],
  );
  await insertEvent(tx, terms, "awaiting_approval", Date.parse(terms.createdAt) / 1_000);
}

const insertEvent = (tx: Transaction, { withdrawalId, trader }: WithdrawalTerms, state: string, atSeconds: number) =>
  tx.query("INSERT INTO holdfast.withdrawal_events (withdrawal_id, trader, at, state) VALUES ($1, $2, to_timestamp($3), $4)", [
    withdrawalId,
    trader,
    atSeconds,
    state,
  ]);
