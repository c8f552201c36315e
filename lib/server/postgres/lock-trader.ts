// Makes what one trader does in one room happen one after the other, across processes, where a rule looks at more than one row.
import "server-only";
import type { Transaction } from "./database";

/** The rooms in which one trader's acts take turns. */
type Room =
  "withdrawals" | "orders" | "addresses" | "freezes" | "recovery" | "passkeys" | "follows" | "linked_wallets" | "api_keys" | "signals";

/** Waits for, and until the end of `tx` keeps, the trader's turn in `room`. Taken before any row is locked, so that nobody waits in a circle. */
export async function lockTrader(tx: Transaction, room: Room, sub: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`${room}:${sub}`]);
}
