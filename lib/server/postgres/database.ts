// What the rest of the server may know about PostgreSQL: transactions that carry a trader, or none. No pool, no driver types.
import "server-only";

/** One open transaction. It is dead once its work has returned; a query after that is a bug and throws. */
export interface Transaction {
  /** Runs one statement. `int8` arrives as bigint, `numeric` as string, `timestamptz` as Date. Outages throw UnavailableError("database"). */
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

/** The door to PostgreSQL for one database role. Every statement runs inside a transaction that either commits whole or not at all. */
export interface Database {
  /** Runs `work` in one transaction that row security limits to the trader `sub`. Throws UnavailableError("database") on outages. */
  asTrader<T>(sub: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction without a trader: the app role then sees no trader's row. Throws UnavailableError("database") on outages. */
  asService<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Answers when the database does; throws UnavailableError("database") when it does not. */
  ping(): Promise<void>;
  /** Ends every connection of the pool. */
  close(): Promise<void>;
}
