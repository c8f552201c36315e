// Every transaction that custody ever signed, beside what the ledger has booked as leaving and entering custody for it.
import type { Hex } from "./chain";
import type { Settled } from "./open-settlements";
import type { Worker } from "./worker";

export interface Paid extends Settled {
  readonly step: "main" | "allowance";
  readonly state: string;
  readonly nonce: bigint;
  readonly txHash: Hex;
  readonly raw: Hex;
  /** Base units that the ledger's settlement or trade took out of custody; zero without one. */
  readonly settled: bigint;
  /** Base units that the ledger's trade brought into custody; zero without one. */
  readonly received: bigint;
  /** How the receipt of an order's swap is read; null for a withdrawal. */
  readonly order: { readonly path: string; readonly router: string; readonly receiveContract: string | null } | null;
}

interface Row extends Omit<Paid, "settled" | "received" | "order"> {
  readonly settled: string;
  readonly received: string;
  readonly path: string | null;
  readonly router: string | null;
  readonly receiveContract: string | null;
}

const BOOKED = (side: "debit" | "credit"): string => `
  coalesce((SELECT sum(e.amount) FROM holdfast.transfers t JOIN holdfast.entries e ON e.transfer_id = t.id
             WHERE t.trader = s.trader AND t.kind IN ('settlement', 'trade') AND t.reference = coalesce(s.withdrawal_id, s.order_id)::text
               AND e.account_kind = 'custody' AND e.side = '${side}'), 0)`;

/** All of the worker's account, in the order of the nonces. */
export async function readPaid({ database, signer }: Worker, chainId: bigint): Promise<Paid[]> {
  const rows = await database.asService((tx) =>
    tx.query<Row>(
      `SELECT s.id, CASE WHEN s.order_id IS NULL THEN 'withdrawal' ELSE 'order' END AS act, coalesce(s.withdrawal_id, s.order_id)::text AS "subjectId",
              s.step, coalesce(w.state, o.state) AS state, s.nonce, s.tx_hash AS "txHash", s.raw_transaction AS raw,
              ${BOOKED("credit")} AS settled, ${BOOKED("debit")} AS received,
              o.path, o.router, o.receive_contract AS "receiveContract"
         FROM holdfast.settlements s
         LEFT JOIN holdfast.withdrawals w ON w.id = s.withdrawal_id
         LEFT JOIN holdfast.orders o ON o.id = s.order_id
        WHERE s.chain_id = $1 AND s.sender = $2 ORDER BY s.nonce`,
      [chainId.toString(), signer.address],
    ),
  );
  return rows.map(({ path, router, receiveContract, ...row }) => ({
    ...row,
    settled: BigInt(row.settled),
    received: BigInt(row.received),
    order: path === null || router === null ? null : { path, router, receiveContract },
  }));
}
