// The only file that holds a connection pool. The trader of a transaction is set here and nowhere else.
import "server-only";
import pg from "pg";
import { invariant } from "@/lib/ground/invariant";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { asDatabaseError } from "@/lib/server/postgres/database-outage";

const CONNECT_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 4_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
// Above the statement timeout, so that a dead network ends the wait although the server can no longer cancel.
const QUERY_TIMEOUT_MS = 5_000;

// Cognito's sub is a UUID; test traders may use any plain word. Nothing else may reach a statement's text.
const SUB_FORM = /^[A-Za-z0-9_.:-]{1,128}$/;

// The driver would hand int8 out as text; a bigint cannot be added to a string by accident.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, BigInt);

/** Opens a pool for one role. Nothing connects until the first use, so a database that is down stops requests and not the start. */
export function createDatabase(options: { readonly url: string; readonly poolSize: number }): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    types,
  });
  // An idle connection that the server closes must not stop the process; the next use opens another.
  pool.on("error", () => undefined);

  return {
    asTrader: (sub, work) => {
      invariant(SUB_FORM.test(sub), "a trader's sub has the form of an identifier");
      // One round trip: the sub is checked above and quoted here. `true` makes it end with the transaction.
      return transact(pool, `BEGIN; SELECT set_config('holdfast.sub', ${pg.escapeLiteral(sub)}, true)`, work);
    },
    asService: (work) => transact(pool, "BEGIN", work),
    ping: () =>
      transact(pool, "BEGIN READ ONLY", async (tx) => {
        await tx.query("SELECT 1");
      }),
    close: () => pool.end(),
  };
}

async function transact<T>(pool: pg.Pool, begin: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asDatabaseError(error);
  });
  // A connection that dies while it is lent out says so by an event; the statement's own rejection carries the reason.
  const ignore = (): void => undefined;
  client.on("error", ignore);
  let isOpen = true;
  let broken = false;
  try {
    await client.query(begin);
    const value = await work({
      query: async <Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> => {
        invariant(isOpen, "a transaction is not used after its end");
        // The caller names the row's shape beside its SQL; the driver cannot know it.
        return (await client.query(sql, params === undefined ? [] : [...params])).rows as Row[];
      },
    });
    isOpen = false;
    // After a failed statement COMMIT answers ROLLBACK without an error: work that swallowed the failure must not look like success.
    const end = await client.query("COMMIT");
    invariant(end.command === "COMMIT", "a transaction that should commit was rolled back");
    return value;
  } catch (error) {
    isOpen = false;
    const known = asDatabaseError(error);
    // A server that does not answer would not answer a ROLLBACK either; dropping the connection ends its transaction.
    broken = known instanceof UnavailableError || !(await isRolledBack(client));
    throw known;
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}

const isRolledBack = (client: pg.PoolClient): Promise<boolean> =>
  client.query("ROLLBACK").then(
    () => true,
    () => false,
  );
