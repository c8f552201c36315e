// An account that is deleted leaves no key behind.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** Revokes every key of the transaction's trader. */
export async function retireApiKeys(tx: Transaction, nowSeconds: number): Promise<void> {
  await tx.query(
    "UPDATE holdfast.api_keys SET revoked_at = to_timestamp($1) WHERE revoked_at IS NULL AND trader = holdfast.current_sub()",
    [nowSeconds],
  );
}
