import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { claimLegacyAccount } from "./claim-legacy-account";
import { findMove, noteTold } from "./legacy-account";

const NOW = 1_900_000_000;
let own: TestDatabase;
let database: Database;
let keeper: pg.Client;

beforeAll(async () => {
  own = await createTestDatabase();
  database = createDatabase({ url: own.appUrl, poolSize: 2 });
  keeper = new pg.Client({ connectionString: own.keeperUrl });
  await keeper.connect();
  const insert = "INSERT INTO holdfast.legacy_accounts (legacy_id, email, username, sub, imported_at) VALUES ($1, $2, $3, $4, now())";
  await keeper.query(insert, ["1", "one@old.test", "u-1", null]);
  await keeper.query(insert, ["2", "two@old.test", "u-2", "trader-2"]);
});
afterAll(async () => {
  await Promise.all([keeper.end(), database.close()]);
  await own.drop();
});

const claim = (sub: string, username: string) =>
  database.asTrader(sub, (tx) => claimLegacyAccount(tx, { sub, username, sessionId: "00000000-0000-4000-8000-000000000000" }, NOW));
const moveOf = (sub: string) => database.asTrader(sub, findMove);
const eventsOf = (sub: string) =>
  database.asTrader(sub, (tx) => tx.query("SELECT 1 FROM holdfast.security_events WHERE kind = 'account_moved'"));

test("the first sign-in takes the row of its own name, once, and is told; everybody else takes none", async () => {
  await claim("trader-9", "u-9");
  expect(await moveOf("trader-9")).toBeNull();
  await claim("trader-1", "u-1");
  await claim("trader-1", "u-1");
  expect([await moveOf("trader-1"), (await eventsOf("trader-1")).length]).toEqual(["untold", 1]);
  await claim("trader-2", "u-2");
  expect([await moveOf("trader-2"), (await eventsOf("trader-2")).length]).toEqual(["untold", 1]);
});

test("a row that is one trader's is never another's", async () => {
  await claim("trader-3", "u-1");
  expect([await moveOf("trader-3"), await moveOf("trader-1")]).toEqual([null, "untold"]);
  await database.asTrader("trader-3", (tx) => noteTold(tx, NOW));
  expect(await moveOf("trader-1")).toBe("untold");
  await expect(keeper.query("UPDATE holdfast.legacy_accounts SET sub = 'trader-3' WHERE legacy_id = '1'")).rejects.toThrow(/one trader/);
});

test("what was told stays told, by the first time", async () => {
  await database.asTrader("trader-1", (tx) => noteTold(tx, NOW));
  await database.asTrader("trader-1", (tx) => noteTold(tx, NOW + 60));
  expect(await moveOf("trader-1")).toBe("told");
  const { rows } = await keeper.query<{ at: number }>(
    "SELECT extract(epoch FROM told_at)::int AS at FROM holdfast.legacy_accounts WHERE legacy_id = '1'",
  );
  expect(rows).toEqual([{ at: NOW }]);
});

test("the product sees neither legacy ids nor addresses, nothing without a trader, and takes no row away; the import takes none away either", async () => {
  const asTrader = (sql: string) => database.asTrader("trader-1", (tx) => tx.query(sql));
  await expect(asTrader("SELECT legacy_id FROM holdfast.legacy_accounts")).rejects.toThrow();
  await expect(asTrader("SELECT email FROM holdfast.legacy_accounts")).rejects.toThrow();
  await expect(asTrader("DELETE FROM holdfast.legacy_accounts")).rejects.toThrow();
  expect(await asTrader("SELECT username FROM holdfast.legacy_accounts")).toEqual([{ username: "u-1" }]);
  expect(await database.asService((tx) => tx.query("SELECT username FROM holdfast.legacy_accounts"))).toEqual([]);
  await expect(keeper.query("DELETE FROM holdfast.legacy_accounts")).rejects.toThrow(/permission denied/);
});
