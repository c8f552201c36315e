import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provisionRoles } from "@/lib/server/postgres/provision-roles";
import { runMigrations } from "@/lib/server/postgres/run-migrations";
import { MARKER } from "@/scripts/stack/shared-folder";
import { startGuard } from "@/scripts/stack/start-guard";
import { startPostgres } from "@/scripts/stack/start-postgres";

// Roles belong to a whole server, and the run's own server has other tests on it: this suite has one to itself.
const DATABASE = "holdfast_hosted_test";
const passwordsOf = (seed: string) => ({
  ...{ owner: `${seed}owner`, app: `${seed}app`, worker: `${seed}worker` },
  ...{ ops: `${seed}ops`, keeper: `${seed}keeper` },
});
let superuserUrl = "";
let masterUrl = "";
let stop: () => Promise<void> = async () => undefined;

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-hosted-"));
  chmodSync(folder, 0o755);
  writeFileSync(path.join(folder, MARKER), "a test run\n");
  const guard = startGuard();
  guard.removeAtEnd(folder, MARKER);
  const server = await startPostgres({
    dataDir: path.join(folder, "pg"),
    logFile: path.join(folder, "postgres.log"),
    guard,
    durable: false,
  });
  superuserUrl = server.superuserUrl;
  stop = async () => {
    await server.part.stop();
    await guard.close();
  };
  // What a hosted service hands out: roles and databases may be made, and nothing of a superuser is there.
  await query(superuserUrl, "CREATE ROLE hosted_master LOGIN CREATEROLE CREATEDB PASSWORD 'master'");
  const url = new URL(superuserUrl);
  url.username = "hosted_master";
  url.password = "master";
  masterUrl = url.toString();
});
afterAll(() => stop());

describe("roles made by the master of a hosted server, who is no superuser", () => {
  it("own a database that migrates, and can each sign in", async () => {
    const urls = await provisionRoles({ superuserUrl: masterUrl, passwords: passwordsOf("first"), database: DATABASE });
    expect((await runMigrations({ url: urls.ownerUrl })).length).toBeGreaterThan(20);
    for (const url of [urls.appUrl, urls.workerUrl, urls.opsUrl, urls.keeperUrl])
      expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("are no superusers, see no foreign rows and make no roles", async () => {
    const mighty = await query(
      superuserUrl,
      `SELECT rolname FROM pg_roles WHERE rolname LIKE 'holdfast_%'
          AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication OR rolinherit)`,
    );
    expect(mighty).toEqual([]);
  });

  it("get new passwords the second time, and the old ones end", async () => {
    const urls = await provisionRoles({ superuserUrl: masterUrl, passwords: passwordsOf("second"), database: DATABASE });
    expect(await query(urls.appUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await expect(query(urls.appUrl.replace("secondapp", "firstapp"), "SELECT 1")).rejects.toThrow(/password authentication failed/);
    expect(await runMigrations({ url: urls.ownerUrl })).toEqual([]);
  });

  it("leave the master no way to act as the owner without taking it again", async () => {
    const rights = await query(superuserUrl, "SELECT pg_has_role('hosted_master', 'holdfast_owner', 'USAGE') AS uses");
    expect(rights).toEqual([{ uses: false }]);
  });

  it("are not taken over when somebody gave one of them more", async () => {
    await query(superuserUrl, "ALTER ROLE holdfast_app BYPASSRLS");
    await expect(provisionRoles({ superuserUrl: masterUrl, passwords: passwordsOf("third"), database: DATABASE })).rejects.toThrow(
      "holdfast_app",
    );
    await query(superuserUrl, "ALTER ROLE holdfast_app NOBYPASSRLS");
    await provisionRoles({ superuserUrl: masterUrl, passwords: passwordsOf("fourth"), database: DATABASE });
  });
});
