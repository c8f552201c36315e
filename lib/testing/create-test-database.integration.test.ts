import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "./create-test-database";

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("every test database is migrated, its own, and gone after drop", async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await query(one.ownerUrl, "CREATE TABLE holdfast.only_here (n int)");
  expect(await query(one.ownerUrl, "SELECT to_regclass('holdfast.only_here')::text AS found")).toEqual([{ found: "holdfast.only_here" }]);
  expect(await query(other.ownerUrl, "SELECT to_regclass('holdfast.only_here')::text AS found")).toEqual([{ found: null }]);
  await Promise.all([one.drop(), other.drop()]);
  await expect(query(one.appUrl, "SELECT 1")).rejects.toThrow(/does not exist/);
});

test("no role of the product is superuser, bypasses row security or owns the server", async () => {
  const database = await createTestDatabase();
  const urls = [database.appUrl, database.workerUrl, database.opsUrl, database.keeperUrl, database.ownerUrl];
  for (const url of urls) {
    const [role] = await query<{ name: string; above: boolean }>(
      url,
      "SELECT rolname AS name, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS above FROM pg_roles WHERE rolname = current_user",
    );
    expect(role).toEqual({ name: new URL(url).username, above: false });
  }
  await database.drop();
});
