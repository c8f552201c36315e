// The import as a process of its own, against a real local pool and PostgreSQL: it writes when told, once, and from wherever it was killed it goes on.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient, ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { rounds } from "@/lib/testing/rounds";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { seedTraders, startUserPool, type UserPool } from "@/lib/testing/start-user-pool";

const POOL = TEST_ENVIRONMENT.COGNITO_USER_POOL_ID;
const AWS = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
const folder = mkdtempSync(path.join(tmpdir(), "holdfast-migrate-"));
const { second } = seedTraders();
let database: TestDatabase;
let pool: UserPool;
let client: CognitoIdentityProviderClient;

beforeAll(() => {
  Object.assign(process.env, AWS);
});
beforeEach(async () => {
  [database, pool] = await Promise.all([createTestDatabase(), startUserPool([second])]);
  client = new CognitoIdentityProviderClient({ region: TEST_ENVIRONMENT.COGNITO_REGION, endpoint: pool.url });
});
afterEach(async () => {
  await Promise.all([database.drop(), pool.stop()]);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly log: string;
}

/** Runs the command; `killAfterMs` after its first line of progress it is killed as by a power cut. */
function run(typed: readonly string[], { killAfterMs, perSecond = 25 }: { killAfterMs?: number; perSecond?: number } = {}): Promise<Run> {
  const env = {
    ...{ PATH: process.env["PATH"], HOME: process.env["HOME"], NODE_ENV: process.env.NODE_ENV, ...AWS },
    ...{ COGNITO_REGION: TEST_ENVIRONMENT.COGNITO_REGION, COGNITO_USER_POOL_ID: POOL, COGNITO_ENDPOINT: pool.url },
    ...{
      MIGRATION_DATABASE_URL: database.keeperUrl,
      LEGACY_NAME_KEY: `demo.${"m".repeat(43)}`,
      MIGRATION_USERS_PER_SECOND: String(perSecond),
    },
  };
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "scripts/migrate-users.ts", ...typed], { env });
  let [out, log] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => {
    if (log === "" && killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    log += chunk.toString();
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, log })));
}

const row = (legacyId: number, changes: object = {}): string =>
  JSON.stringify({ ...{ legacyId, email: `Old-${String(legacyId)}@legacy.test`, emailVerified: true, status: "active" }, ...changes });
function fileOf(rows: readonly string[]): string {
  const file = path.join(folder, `${String(randomInt(2 ** 40))}.ndjson`);
  writeFileSync(file, rows.join("\n"));
  return file;
}
const people = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => row(at));

interface PoolUser {
  readonly Username: string;
  readonly UserStatus: string;
  readonly attributes: readonly string[];
}

/** Every user of the pool, without what is random in it. */
async function usersOf(): Promise<PoolUser[]> {
  const { Users = [] } = await client.send(new ListUsersCommand({ UserPoolId: POOL, Limit: 60 }));
  return Users.map(({ Username = "", UserStatus = "", Attributes = [] }) => ({
    ...{ Username, UserStatus },
    attributes: Attributes.filter(({ Name }) => Name !== "sub")
      .map(({ Name, Value }) => `${String(Name)}=${String(Value)}`)
      .sort(),
  })).sort((left, right) => left.Username.localeCompare(right.Username));
}
async function journal(columns = "legacy_id, email, username"): Promise<Record<string, unknown>[]> {
  const connection = new pg.Client({ connectionString: database.keeperUrl });
  await connection.connect();
  const { rows } = await connection.query<Record<string, unknown>>(`SELECT ${columns} FROM holdfast.legacy_accounts ORDER BY legacy_id`);
  await connection.end();
  return rows;
}
const calls = async (operation: string): Promise<number> => Number((await pool.control(`requests?operation=${operation}`))["count"]);

describe("the import", () => {
  test("changes nothing in a dry run, makes the accounts when told, and nothing more when told again", async () => {
    const problems = path.join(folder, "problems.ndjson");
    const file = fileOf([
      row(1),
      row(2, { passwordHash: `$2b$12$${"a".repeat(53)}` }),
      row(3, { emailVerified: false }),
      row(4, { status: "closed" }),
      row(5, { email: "twin@legacy.test" }),
      row(6, { email: "TWIN@legacy.test " }),
      row(7, { email: second.email.toUpperCase() }),
      "not a row",
    ]);
    const before = await usersOf();
    const dry = await run(["import", file, "--problems", problems]);
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining("Dry run: nothing was written.") as string });
    expect(dry.out).toMatch(/^ +8 {2}rows$[^]*^ +2 {2}would be created$[^]*^ +6 {2}not imported:$/m);
    expect([await usersOf(), await journal(), await calls("AdminCreateUser")]).toEqual([before, [], 0]);
    const named = readFileSync(problems, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { line: number; problem: string });
    expect(named.map(({ line, problem }) => `${String(line)} ${problem}`)).toEqual([
      ...["3 email_unverified", "4 not_active", "5 email_twice", "6 email_twice", "7 email_taken", "8 unreadable"],
    ]);
    expect(readFileSync(problems, "utf8")).not.toContain("legacy.test");

    const applied = await run(["import", file, "--apply"]);
    expect(applied.out).toMatch(/^Imported\.$[^]*^ +2 {2}created$[^]*1 bcrypt, 0 of another kind, 1 without\.$/m);
    const after = await usersOf();
    expect(after).toHaveLength(before.length + 2);
    const movers = after.filter(({ attributes }) => attributes.join().includes("legacy.test"));
    expect(movers.map(({ attributes, UserStatus }) => [UserStatus, ...attributes]).sort()).toEqual(
      ["1", "2"].map((id) => ["CONFIRMED", `email=old-${id}@legacy.test`, "email_verified=true"]),
    );
    expect((await journal("legacy_id, email, sub IS NOT NULL AS has_sub")).map((entry) => Object.values(entry))).toEqual([
      ["1", "old-1@legacy.test", true],
      ["2", "old-2@legacy.test", true],
    ]);
    expect(await pool.control("outbox?to=old-1@legacy.test")).toEqual({ messages: [] });

    const [made, set] = [await calls("AdminCreateUser"), await calls("AdminSetUserPassword")];
    const again = await run(["import", file, "--apply"]);
    expect(again.out).toMatch(/^ +0 {2}created$[^]*^ +2 {2}unchanged/m);
    expect([await usersOf(), await calls("AdminCreateUser"), await calls("AdminSetUserPassword")]).toEqual([after, made, set]);
  });

  test(
    "goes on where it was killed, at any row and as often as one likes, and ends as one run would have",
    async () => {
      const file = fileOf(people(50));
      await run(["import", file, "--apply"]);
      const [users, entries] = [await usersOf(), await journal()];
      expect([users.length, entries.length]).toEqual([51, 50]);
      for (let round = 0; round < rounds(1, 12); round += 1) {
        await Promise.all([database.drop(), pool.stop()]);
        [database, pool] = await Promise.all([createTestDatabase(), startUserPool([second])]);
        client = new CognitoIdentityProviderClient({ region: TEST_ENVIRONMENT.COGNITO_REGION, endpoint: pool.url });
        // The whole takes two seconds at this pace, and each kill comes after some tenths of one.
        let kills = 0;
        while ((await run(["import", file, "--apply"], { killAfterMs: randomInt(150, 550) })).code !== 0) kills += 1;
        expect(kills).toBeGreaterThanOrEqual(2);
        expect((await run(["import", file, "--apply"])).out).toMatch(/^ +50 {2}unchanged/m);
        expect(await usersOf()).toEqual(users);
        expect(await journal()).toEqual(entries);
      }
    },
    rounds(180_000, 1_800_000),
  );

  test("finishes an account that was made and not finished, and never touches a password that its owner chose", async () => {
    const file = fileOf(people(1));
    await pool.control("fault", "POST", { operation: "AdminSetUserPassword", kind: "error", times: 40 });
    const half = await run(["import", file, "--apply"], { killAfterMs: 1_500 });
    expect(half.code).not.toBe(0);
    const statusOf = async () => (await usersOf()).find(({ Username }) => Username !== second.username);
    expect([(await statusOf())?.UserStatus, await journal()]).toEqual(["FORCE_CHANGE_PASSWORD", []]);
    await pool.control("fault", "DELETE");
    expect((await run(["import", file, "--apply"])).code).toBe(0);
    const made = await statusOf();
    expect(made?.UserStatus).toBe("CONFIRMED");

    const own = { UserPoolId: POOL, Username: made?.Username ?? "", Password: "a horse of one's own 1", Permanent: true };
    await client.send(new AdminSetUserPasswordCommand(own));
    const set = await calls("AdminSetUserPassword");
    // As if the run had been killed between the pool and the journal.
    await database.drop();
    database = await createTestDatabase();
    expect((await run(["import", file, "--apply"])).out).toMatch(/^ +1 {2}created$/m);
    expect([await calls("AdminSetUserPassword"), (await journal()).length]).toEqual([set, 1]);
  });

  test("waits while the pool throttles, and keeps to its pace", async () => {
    await pool.control("fault", "POST", { operation: "AdminCreateUser", kind: "throttle", times: 3 });
    const startedAt = performance.now();
    const done = await run(["import", fileOf(people(10)), "--apply"], { perSecond: 5 });
    expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/^ +10 {2}created$/m) as string });
    expect(await calls("AdminCreateUser")).toBe(13);
    expect(performance.now() - startedAt).toBeGreaterThan(2_000);
  });

  test("says what stopped it and that it can go on, and refuses a wrong call without a change", async () => {
    const file = fileOf(people(2));
    expect(await run(["import", file, "--apply", "--dry-run"])).toMatchObject({ code: 2, log: "Say --dry-run or --apply, not both.\n" });
    expect((await run(["import", path.join(folder, "absent.csv")])).code).toBe(2);
    await database.drop();
    const stopped = await run(["import", file, "--apply"]);
    expect(stopped.code).toBe(1);
    expect(stopped.log).toContain("run it again to go on");
    expect(await calls("AdminCreateUser")).toBe(0);
  });

  test("notes people for the trigger without making them, and makes whoever has not come when the way changes", async () => {
    const file = fileOf(people(2));
    expect((await run(["import", file, "--apply", "--way", "trigger"])).out).toMatch(/^ +2 {2}created$/m);
    expect(await calls("AdminCreateUser")).toBe(0);
    expect((await journal("sub")).map(({ sub }) => sub)).toEqual([null, null]);
    expect((await run(["import", file, "--apply", "--way", "trigger"])).out).toMatch(/^ +2 {2}unchanged/m);
    expect((await run(["import", file, "--apply"])).out).toMatch(/^ +2 {2}created$/m);
    expect((await journal("sub")).every(({ sub }) => typeof sub === "string")).toBe(true);
  });
});
