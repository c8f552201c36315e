import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { countTwins } from "./count-twins";
import { createPace } from "./create-pace";
import { importRow, type ImportGround } from "./import-row";
import type { NewEntry } from "./import-journal";
import { parseMigrationArguments } from "./migration-arguments";
import { MIGRATION_SETTINGS_SCHEMA, parseMigrationSettings } from "./migration-settings";
import { ExportError, readRows, type RawRow } from "./read-rows";
import type { PoolUser } from "./user-directory";
import { isTransient, withRetries } from "./with-retries";

const folder = mkdtempSync(path.join(tmpdir(), "holdfast-import-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}
async function rowsOf(file: string): Promise<RawRow[]> {
  const rows = [];
  for await (const row of readRows(file)) rows.push(row);
  return rows;
}

describe("the arguments", () => {
  it("write nothing unless --apply is said", () => {
    const dry = { file: "a.csv", isApplied: false, way: "pool", problemsFile: null };
    expect(parseMigrationArguments(["import", "a.csv"])).toEqual({ ok: true, value: dry });
    expect(parseMigrationArguments(["import", "a.csv", "--dry-run"])).toEqual({ ok: true, value: dry });
    expect(parseMigrationArguments(["import", "a.csv", "--apply"])).toMatchObject({ value: { isApplied: true } });
    expect(parseMigrationArguments(["import", "b.ndjson", "--way", "trigger", "--problems", "p.ndjson"])).toMatchObject({
      value: { way: "trigger", problemsFile: "p.ndjson" },
    });
  });

  it.each([
    [[]],
    [["export", "a.csv"]],
    [["import"]],
    [["import", "--apply"]],
    [["import", "a.xlsx"]],
    [["import", "a.csv", "--apply", "--dry-run"]],
    [["import", "a.csv", "--way", "other"]],
    [["import", "a.csv", "--problems"]],
    [["import", "a.csv", "--force"]],
  ])("are refused in a sentence: %j", (typed) => {
    expect(parseMigrationArguments(typed)).toMatchObject({ ok: false, refusal: expect.stringMatching(/\.|^Usage/) as string });
  });
});

describe("the settings", () => {
  const LINE = /^(?<off># )?(?<name>[A-Z][A-Z0-9_]+)=(?<value>.*)$/;
  const lines = readFileSync("scripts/migrate/.env.example", "utf8")
    .split("\n")
    .map((line) => LINE.exec(line)?.groups)
    .filter((groups) => groups !== undefined);
  const given = Object.fromEntries(
    lines.filter((line) => line["off"] === undefined).map((line) => [line["name"] ?? "", line["value"] ?? ""]),
  );

  it("are those of the example, which is accepted as it stands", () => {
    expect(lines.map((line) => line["name"]).sort()).toEqual(Object.keys(MIGRATION_SETTINGS_SCHEMA.shape).sort());
    expect(parseMigrationSettings(given)).toMatchObject({ ok: true, value: { endpoint: null, usersPerSecond: 20 } });
    for (const name of Object.keys(given))
      expect(parseMigrationSettings({ ...given, [name]: "" })).toEqual({ ok: false, refusal: `${name} is not set.` });
  });

  it.each([
    ["LEGACY_NAME_KEY", "short"],
    ["MIGRATION_USERS_PER_SECOND", "26"],
    ["MIGRATION_USERS_PER_SECOND", "0"],
    ["COGNITO_REGION", "us-east-1"],
    ["MIGRATION_DATABASE_URL", "mysql://x"],
  ])("are refused in a sentence that names %s and not its value", (name, value) => {
    const parsed = parseMigrationSettings({ ...given, [name]: value });
    expect(parsed.ok ? "" : parsed.refusal).toMatch(/^[A-Z_]+ .+\.$/);
    expect(parsed.ok ? "" : parsed.refusal).not.toContain(value);
  });
});

describe("the export", () => {
  it("is read as CSV: quotes, a byte order mark, other columns, a short row", async () => {
    const text = '\uFEFFlegacy_id,email,email_verified,status,name\n1,a@b.co,true,active,"A, ""B"""\n2,b@b.co\n\n3,c@b.co,true,active,\n';
    expect(await rowsOf(fileOf("a.csv", text))).toEqual([
      { line: 2, fields: { legacyId: "1", email: "a@b.co", emailVerified: "true", status: "active", name: 'A, "B"' } },
      { line: 3, fields: null },
      { line: 5, fields: { legacyId: "3", email: "c@b.co", emailVerified: "true", status: "active", name: "" } },
    ]);
  });

  it("is read as JSON lines, each for itself", async () => {
    expect(await rowsOf(fileOf("a.ndjson", '{"legacyId":1}\n\n[1]\nnope\r\n{"legacyId":"2"}'))).toEqual([
      { line: 1, fields: { legacyId: 1 } },
      { line: 3, fields: null },
      { line: 4, fields: null },
      { line: 5, fields: { legacyId: "2" } },
    ]);
  });

  it("is refused whole when a quote swallows what follows, or a column is missing", async () => {
    const header = "legacy_id,email,email_verified,status\n";
    await expect(rowsOf(fileOf("b.csv", `${header}1,"a@b.co,true,active\n2,b@b.co,true,active\n`))).rejects.toThrow(ExportError);
    await expect(rowsOf(fileOf("c.csv", "legacy_id,email,status\n1,a@b.co,active\n"))).rejects.toThrow(/lacks emailVerified/);
  });

  it("counts twins by normalised address, among accounts that may move, and by legacy id among all", async () => {
    const row = (legacyId: string, email: string, status = "active") => JSON.stringify({ legacyId, email, emailVerified: true, status });
    const file = fileOf(
      "t.ndjson",
      [row("1", "A@b.co"), row("2", "a@B.co "), row("3", "c@b.co"), row("3", "d@b.co", "closed"), row("4", "c@b.co", "closed")].join("\n"),
    );
    const twins = await countTwins(file);
    expect(twins.rows).toBe(5);
    expect([twins.emailTimes("a@b.co"), twins.emailTimes("c@b.co"), twins.emailTimes("d@b.co")]).toEqual([2, 1, 0]);
    expect([twins.legacyIdTimes("1"), twins.legacyIdTimes("3"), twins.legacyIdTimes("9")]).toEqual([1, 2, 0]);
  });
});

describe("the pace", () => {
  it("spreads callers at once over the seconds, and lets one who comes late go at once", async () => {
    let now = 0;
    const waits: number[] = [];
    const pace = createPace(
      20,
      () => now,
      async (ms) => void waits.push(ms),
    );
    await Promise.all(Array.from({ length: 5 }, pace));
    expect(waits).toEqual([50, 100, 150, 200]);
    now = 10_000;
    await pace();
    expect(waits).toHaveLength(4);
  });
});

describe("repeating", () => {
  const fault = (name: string, status?: number) =>
    Object.assign(new Error(name), { name }, status === undefined ? {} : { $metadata: { httpStatusCode: status } });
  const failing = (failures: number, error: Error) => {
    let calls = 0;
    return { calls: () => calls, call: async () => (++calls > failures ? "done" : Promise.reject(error)) };
  };
  const waits: number[] = [];
  const patience = { wait: async (ms: number) => void waits.push(ms), chance: () => 1 };

  it("waits twice as long each time, twenty seconds at most, and gives up after nine calls", async () => {
    waits.length = 0;
    const throttled = failing(8, fault("TooManyRequestsException", 400));
    expect(await withRetries(throttled.call, patience)).toBe("done");
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
    const down = failing(9, fault("TypeError"));
    await expect(withRetries(down.call, patience)).rejects.toThrow("TypeError");
    expect(down.calls()).toBe(9);
  });

  it("does not repeat a no", async () => {
    const refused = failing(1, fault("UsernameExistsException", 400));
    await expect(withRetries(refused.call, patience)).rejects.toThrow("UsernameExistsException");
    expect(refused.calls()).toBe(1);
  });

  it.each<[string, number | undefined, boolean]>([
    ["TooManyRequestsException", 400, true],
    ["InternalErrorException", 500, true],
    ["SomethingElse", 503, true],
    ["ECONNREFUSED", undefined, true],
    ["CredentialsProviderError", undefined, false],
    ["NotAuthorizedException", 400, false],
  ])("of %s (%s) helps: %s", (name, status, helps) => {
    expect(isTransient(fault(name, status))).toBe(helps);
  });
});

describe("a row", () => {
  const RAW = { line: 2, fields: { legacyId: "1", email: "Ann@old.test", emailVerified: "true", status: "active" } };
  /** A pool and a journal in memory, with every call that changes something. */
  function ground(changes: Partial<ImportGround> = {}, users: Record<string, PoolUser> = {}) {
    const [done, entries]: [string[], NewEntry[]] = [[], []];
    const given: ImportGround = {
      directory: {
        readOwners: async () => new Map(),
        create: async ({ username }) => {
          done.push(`create ${username}`);
          return users[username] === undefined ? { username, sub: `sub-${username}`, isUnfinished: true } : "exists";
        },
        find: async (username) => users[username] as PoolUser,
        finish: async (username) => void done.push(`finish ${username}`),
      },
      journal: { find: async () => [], write: async (entry) => void entries.push(entry) },
      twins: { rows: 1, legacyIdTimes: () => 1, emailTimes: () => 1 },
      ...{ owners: new Map(), isApplied: true, way: "pool", usernameOf: (id) => `u-${id}`, nowSeconds: () => 5 },
      ...changes,
    };
    return { given, done, entries };
  }

  it("is made, finished and noted", async () => {
    const { given, done, entries } = ground();
    expect((await importRow(RAW, [], given)).came).toBe("created");
    expect(done).toEqual(["create u-1", "finish u-1"]);
    expect(entries).toEqual([{ legacyId: "1", email: "ann@old.test", username: "u-1", sub: "sub-u-1", createdAtSeconds: null }]);
  });

  it("is only judged in a dry run", async () => {
    const { given, done, entries } = ground({ isApplied: false });
    expect((await importRow(RAW, [], given)).came).toBe("created");
    expect([done, entries]).toEqual([[], []]);
  });

  it("that was cut off after it was made is finished; one whose owner has a password already is left alone", async () => {
    const cut = ground({}, { "u-1": { username: "u-1", sub: "s", isUnfinished: true } });
    await importRow(RAW, [], cut.given);
    expect(cut.done).toEqual(["create u-1", "finish u-1"]);
    const inUse = ground({}, { "u-1": { username: "u-1", sub: "s", isUnfinished: false } });
    await importRow(RAW, [], inUse.given);
    expect(inUse.done).toEqual(["create u-1"]);
    expect(inUse.entries).toMatchObject([{ sub: "s" }]);
  });

  it("that is in the journal costs nothing; one that was noted for the trigger is made when the way is the pool", async () => {
    const entry = { legacyId: "1", email: "ann@old.test", sub: "s" };
    const known = ground();
    expect((await importRow(RAW, [entry], known.given)).came).toBe("unchanged");
    expect((await importRow(RAW, [{ ...entry, sub: null }], ground({ way: "trigger" }).given)).came).toBe("unchanged");
    expect(known.done).toEqual([]);
    const later = ground();
    expect((await importRow(RAW, [{ ...entry, sub: null }], later.given)).came).toBe("created");
    expect(later.done).toEqual(["create u-1", "finish u-1"]);
  });

  it("is noted only, where the trigger is the way", async () => {
    const { given, done, entries } = ground({ way: "trigger" });
    expect((await importRow(RAW, [], given)).came).toBe("created");
    expect(done).toEqual([]);
    expect(entries).toMatchObject([{ sub: null, username: "u-1" }]);
  });

  it("whose address somebody took since the run began is a problem and is not noted", async () => {
    const { given, entries } = ground();
    const directory = { ...given.directory, create: async () => "email_taken" as const };
    expect((await importRow(RAW, [], { ...given, directory })).came).toEqual({ problem: "email_taken" });
    expect((await importRow(RAW, [], { ...given, owners: new Map([["ann@old.test", "other"]]) })).came).toEqual({ problem: "email_taken" });
    expect(entries).toEqual([]);
  });
});
