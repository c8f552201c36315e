// Row security of the desk's own tables follows the operator of the transaction, beside whichever trader it is about.
import "server-only";
import { invariant } from "@/lib/ground/invariant";
import type { Database, Transaction } from "@/lib/server/postgres/database";

const SUB_FORM = /^[A-Za-z0-9_.:-]{1,128}$/;

/** From here to the end of `tx`, rows of the desk's own tables are those of `sub` (`holdfast.current_operator()`). */
export async function actAsOperator(tx: Transaction, sub: string): Promise<void> {
  invariant(SUB_FORM.test(sub), "an operator's sub has the form of an identifier");
  await tx.query("SELECT set_config('holdfast.operator', $1, true)", [sub]);
}

/** Runs `work` in one transaction of the desk's role as `sub`, without a trader. Throws UnavailableError("database") on outages. */
export function asOperator<T>(database: Database, sub: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.asService(async (tx) => {
    await actAsOperator(tx, sub);
    return work(tx);
  });
}
