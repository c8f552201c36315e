// Every payment that was ever signed, beside what the ledger has booked as leaving custody for it.
import type { Hex } from "./chain";
import type { Worker } from "./worker";

export interface Paid {
  readonly withdrawalId: string;
  readonly state: string;
  readonly nonce: bigint;
  readonly txHash: Hex;
  readonly raw: Hex;
  /** Base units that the ledger's settlement took out of custody; zero without one. */
  readonly settled: bigint;
}

/** All payments of the worker's account, in the order of their nonces. */
export async function readPaid({ database, signer }: Worker, chainId: bigint): Promise<Paid[]> {
  const rows = await database.asService((tx) =>
    tx.query<Omit<Paid, "settled"> & { readonly settled: string }>(
      `SELECT s.withdrawal_id AS "withdrawalId", w.state, s.nonce, s.tx_hash AS "txHash", s.raw_transaction AS raw,
              coalesce((SELECT sum(e.amount) FROM holdfast.transfers t JOIN holdfast.entries e ON e.transfer_id = t.id
                         WHERE t.trader = s.trader AND t.kind = 'settlement' AND t.reference = s.withdrawal_id::text
                           AND e.account_kind = 'custody'), 0) AS settled
         FROM holdfast.settlements s JOIN holdfast.withdrawals w ON w.id = s.withdrawal_id
        WHERE s.chain_id = $1 AND s.sender = $2 ORDER BY s.nonce`,
      [chainId.toString(), signer.address],
    ),
  );
  return rows.map((row) => ({ ...row, settled: BigInt(row.settled) }));
}
