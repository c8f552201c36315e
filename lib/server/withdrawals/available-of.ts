// What a trader could send, before anybody asks whether they may. The ledger judges again when the money moves.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** The trader's available balance in base units; zero where there is no account yet. */
export async function availableOf(tx: Transaction, sub: string, asset: string, network: string): Promise<bigint> {
  const [row] = await tx.query<{ balance: string }>(
    "SELECT balance::text FROM holdfast.accounts WHERE trader = $1 AND kind = 'available' AND asset = $2 AND network = $3",
    [sub, asset, network],
  );
  return BigInt(row?.balance ?? "0");
}
