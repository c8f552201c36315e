import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { databaseAccount } from "./database-account";
import { passwordFile } from "./make-cluster";
import { signalProcess } from "./part";
import { processIdentity } from "./process-identity";
import { sharedFolderFor } from "./shared-folder";
import { startGuard } from "./start-guard";
import { startPostgres, type PostgresServer } from "./start-postgres";
import { temporaryFolder } from "./testing/temporary-folder";

async function start(folder: string, durable = false): Promise<PostgresServer> {
  const guard = startGuard();
  const server = await startPostgres({ dataDir: path.join(folder, "pg"), logFile: path.join(folder, "log"), guard, durable });
  onTestFinished(async () => {
    await server.part.stop();
    await guard.close();
  });
  return server;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("data survives a stop and a killed server, and the password is for its owner's eyes only", async () => {
  const folder = temporaryFolder();
  const first = await start(folder, true);
  await ask(first.superuserUrl, "CREATE TABLE kept AS SELECT 1 AS n");
  expect(statSync(passwordFile(path.join(folder, "pg"))).mode & 0o777).toBe(0o600);
  await expect(ask(first.superuserUrl.replace(/:[^:@]+@/, ":wrong@"), "SELECT 1")).rejects.toThrow(/password authentication failed/);
  await first.part.stop();
  expect(processIdentity(first.part.pid)).toBeNull();
  const second = await start(folder, true);
  signalProcess(second.part.pid, "SIGKILL");
  await second.part.ended;
  const third = await start(folder, true);
  expect(third.adopted).toBe(false);
  expect(await ask(third.superuserUrl, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

test("a running server of the same folder is taken over when it is as durable as wanted, and restarted when not", async () => {
  const folder = temporaryFolder();
  const first = await start(folder);
  const again = await start(folder);
  expect([again.adopted, again.part.pid, again.port]).toEqual([true, first.part.pid, first.port]);
  const durable = await start(folder, true);
  expect(durable.adopted).toBe(false);
  expect(processIdentity(first.part.pid)).toBeNull();
  expect(await ask(durable.superuserUrl, "SHOW fsync")).toEqual([{ fsync: "on" }]);
});

test("a pid that now belongs to another program is not mistaken for the server", async () => {
  const folder = temporaryFolder();
  const first = await start(folder);
  await first.part.stop();
  const account = databaseAccount();
  const stranger = spawn("sleep", ["60"], { stdio: "ignore", ...(account ?? {}) });
  onTestFinished(() => void stranger.kill());
  // The note of a server killed before the machine's restart, whose number was given to another program of the same user.
  writeFileSync(path.join(folder, "pg", "postmaster.pid"), `${stranger.pid ?? 0}\n${path.join(folder, "pg")}\n0\n1\n\n127.0.0.1\n`);
  const second = await start(folder);
  expect([second.adopted, stranger.exitCode, stranger.signalCode]).toEqual([false, null, null]);
});

test.runIf(process.getuid?.() === 0)("root's checkout in a closed home still gets a database, in a marked folder elsewhere", async () => {
  const folder = temporaryFolder();
  const home = path.join(folder, "home");
  mkdirSync(home);
  chmodSync(home, 0o700);
  const standIn = sharedFolderFor(path.join(home, "pg"));
  onTestFinished(() => rmSync(standIn, { recursive: true, force: true }));
  const server = await start(home);
  expect(await ask(server.superuserUrl, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  expect(existsSync(path.join(standIn, "data", "PG_VERSION"))).toBe(true);
  expect(readFileSync(`/proc/${server.part.pid}/status`, "utf8")).toMatch(/^Uid:\t65534\t65534/m);
});

test("the guard ends the server when its launcher is killed", async () => {
  const folder = temporaryFolder();
  const program = `
    import { startGuard } from "./scripts/stack/start-guard.ts";
    import { startPostgres } from "./scripts/stack/start-postgres.ts";
    const server = await startPostgres({ dataDir: ${JSON.stringify(path.join(folder, "pg"))}, logFile: ${JSON.stringify(path.join(folder, "log"))}, guard: startGuard(), durable: false });
    console.log(server.part.pid);
    process.kill(process.pid, "SIGKILL");`;
  const launcher = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], { encoding: "utf8" });
  expect([launcher.signal, launcher.stderr]).toEqual(["SIGKILL", ""]);
  await expect.poll(() => processIdentity(Number(launcher.stdout)), { timeout: 10_000 }).toBeNull();
});
