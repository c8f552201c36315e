// One transaction of the desk's role, by one operator and about one trader: row security follows both.
import "server-only";
import { actAsOperator } from "@/lib/server/operators/act-as-operator";
import type { Operator } from "@/lib/server/operators/operator";
import type { Database, Transaction } from "@/lib/server/postgres/database";

/** Runs `work` as `operator` about `trader`. Throws UnavailableError("database") on outages. */
export function actAbout<T>(
  database: Database,
  operator: Pick<Operator, "sub">,
  trader: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return database.asTrader(trader, async (tx) => {
    await actAsOperator(tx, operator.sub);
    return work(tx);
  });
}
