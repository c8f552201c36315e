// What the ledger has put aside for an act, and putting it back. The ledger is append-only, so this is what may be moved, whatever a row says.
import { invariant } from "@/lib/ground/invariant";
import { releasePostings } from "@/lib/ledger/transfer";
import type { Transaction } from "@/lib/server/postgres/database";
import { postTransfer } from "@/lib/server/postgres/post-transfer";
import type { Act } from "./open-settlements";

export interface HeldMoney {
  readonly asset: string;
  readonly network: string;
  readonly amountBaseUnits: bigint;
}

/** The hold that the approval booked, or null. */
export async function readHeld(tx: Transaction, trader: string, act: Act, subjectId: string): Promise<HeldMoney | null> {
  const [held] = await tx.query<{ asset: string; network: string; amount: string }>(
    `SELECT e.asset, e.network, e.amount
       FROM holdfast.transfers t JOIN holdfast.entries e ON e.transfer_id = t.id
      WHERE t.trader = $1 AND t.idempotency_key = $2 AND t.kind = 'hold' AND e.account_kind = 'held' AND e.trader = $1`,
    [trader, `${act}:${subjectId}:hold`],
  );
  return held === undefined ? null : { asset: held.asset, network: held.network, amountBaseUnits: BigInt(held.amount) };
}

/** Releases exactly what is held. Without a hold there is nothing to give back, and inventing some would be worse. */
export async function releaseHeld(tx: Transaction, trader: string, act: Act, subjectId: string, nowSeconds: number): Promise<void> {
  const held = await readHeld(tx, trader, act, subjectId);
  if (held === null) return;
  const released = await postTransfer(
    tx,
    {
      kind: "release",
      trader,
      reference: subjectId,
      idempotencyKey: `${act}:${subjectId}:release`,
      occurredAtSeconds: nowSeconds,
      costUsdUnits: null,
      postings: releasePostings({ trader, ...held }),
    },
    nowSeconds,
  );
  invariant(released.ok, `held money can be released (${released.ok ? "" : released.refusal})`);
}
