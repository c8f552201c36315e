// The two commands as people type them: an export out of a real database, and its verification in a process that has neither database nor settings.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { sealEvents } from "@/worker/alerts/seal-events";

const NOW = Date.UTC(2026, 10, 29, 12) / 1_000;
const folder = mkdtempSync(path.join(tmpdir(), "holdfast-events-"));
const file = path.join(folder, "events.ndjson");
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const [app, worker] = [createDatabase({ url: database.appUrl, poolSize: 1 }), createDatabase({ url: database.workerUrl, poolSize: 1 })];
  for (let count = 0; count < 5; count += 1)
    await app.asTrader("ana", (tx) =>
      tx.query("INSERT INTO holdfast.security_events (at, sub, kind) VALUES (to_timestamp($1), 'ana', 'session_opened')", [NOW + count]),
    );
  await sealEvents(worker, NOW + 10);
  await Promise.all([app.close(), worker.close()]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

const { PATH = "" } = process.env;
async function npmRun(script: string, typed: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const env = { PATH, HOME: folder, NODE_ENV: "production", ...more } as const;
  const child = spawn("npm", ["run", "--silent", script, "--", ...typed], { env, stdio: ["ignore", "pipe", "pipe"] });
  let shown = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (shown += chunk.toString()));
  return new Promise<{ readonly code: number | null; readonly shown: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, shown })),
  );
}
const DAY = ["--from", "2026-11-29T00:00:00Z", "--to", "2026-11-30T00:00:00Z"];

describe("npm run export-events and npm run verify-events", () => {
  it("write a day and find it whole, by its own and by an anchor", async () => {
    const exported = await npmRun("export-events", [...DAY, "--out", file], { KEEPER_DATABASE_URL: database.keeperUrl });
    expect(exported).toMatchObject({ code: 0, shown: expect.stringMatching(/^5 events, through 5:[0-9a-f]{64}\.\n$/) as string });
    expect(await npmRun("verify-events", [file])).toMatchObject({ code: 0, shown: expect.stringContaining("No anchor") as string });
    const anchor = /5:[0-9a-f]{64}/.exec(exported.shown)?.[0] ?? "";
    const verified = await npmRun("verify-events", [file, "--anchor", anchor]);
    expect(verified).toEqual({ code: 0, shown: `ok    5 events, 1 to 5 of the chain, ending in ${anchor}\n` });
    expect((await npmRun("verify-events", [file, "--anchor", `5:${"0".repeat(64)}`])).shown).toContain("anchor_differs");
  });

  it("name the line and the fault of a file that was changed", async () => {
    const changed = path.join(folder, "changed.ndjson");
    writeFileSync(changed, readFileSync(file, "utf8").replace('"session_opened"', '"session_closed"'));
    expect(await npmRun("verify-events", [changed])).toMatchObject({
      code: 1,
      shown: expect.stringMatching(/^FAIL {2}line 2: line_changed\n/) as string,
    });
  });

  it("say how they are used, and what is not there", async () => {
    expect(await npmRun("export-events", ["--from", "yesterday", "--to", "today"])).toMatchObject({
      code: 1,
      shown: expect.stringContaining("Usage") as string,
    });
    expect(await npmRun("export-events", [...DAY, "--data", folder])).toMatchObject({
      code: 1,
      shown: expect.stringContaining("KEEPER_DATABASE_URL is not set") as string,
    });
    expect(await npmRun("verify-events", [])).toMatchObject({ code: 1, shown: expect.stringContaining("Usage") as string });
    expect(await npmRun("verify-events", [path.join(folder, "nowhere")])).toMatchObject({
      code: 1,
      shown: expect.stringContaining("no readable file") as string,
    });
    expect(await npmRun("verify-events", [file, "--anchor", "not-one"])).toMatchObject({
      code: 1,
      shown: expect.stringContaining("Usage") as string,
    });
  });
});
