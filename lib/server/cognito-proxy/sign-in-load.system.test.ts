// A thousand sign-ins a minute, one of five by a wrong password, at two processes: nobody's failure touches anybody else, and a throttled pool costs nobody
// more than the waiting. A few in `npm test`, all of them under HOLDFAST_SOAK=1.
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PoolControl } from "@/e2e/support/pool-control";
import {
  percentile,
  type PlannedSignIn,
  signInAsPlanned,
  signInAtRate,
  type SignInOutcome,
  type SignInPlace,
} from "@/e2e/support/sign-in-load";
import { TotpCodes } from "@/e2e/support/totp-codes";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { rounds } from "@/lib/testing/rounds";
import { setTestSettings, TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { type CrowdSignIn, FAILURES_EACH, makeCrowd, peopleOf } from "@/lib/testing/sign-in-crowd";
import { type ProductDoors, startProductDoors } from "@/lib/testing/start-product-doors";
import { startUserPool, type UserPool } from "@/lib/testing/start-user-pool";
import { attemptsKey, keyedName } from "./derive-key";

const COUNT = rounds(60, 1_000);
const PER_SECOND = rounds(10, 1_000 / 60);
const ALONE = 10;
const { COGNITO_USER_POOL_ID: userPoolId, COGNITO_CLIENT_ID: clientId, APP_ORIGIN: origin } = TEST_ENVIRONMENT;

const [crowd, alone, throttled] = [makeCrowd(COUNT, "crowd"), makeCrowd(ALONE, "alone"), makeCrowd(ALONE, "throttled")];

let file: TestDatabase;
let pool: UserPool;
let doors: ProductDoors;
let database: Database;
let place: SignInPlace;

beforeAll(async () => {
  const everybody = [crowd, alone, throttled].flatMap((signIns) => peopleOf(signIns));
  [file, pool] = await Promise.all([createTestDatabase(), startUserPool(everybody)]);
  setTestSettings({ DATABASE_URL: file.appUrl, COGNITO_ENDPOINT: pool.url });
  doors = await startProductDoors(2, {
    ...TEST_ENVIRONMENT,
    ...{ COGNITO_ENDPOINT: pool.url, DATABASE_URL: file.appUrl, HOLDFAST_CLOCK_FILE: pool.clockFile },
  });
  database = createDatabase({ url: file.appUrl, poolSize: 2 });
  place = { app: { origin, ports: doors.ports }, pool: { userPoolId, clientId }, control: new PoolControl(pool.url) };
});
afterAll(async () => {
  await database.close();
  await doors.stop();
  await Promise.all([file.drop(), pool.stop()]);
});

const plan = (signIns: readonly CrowdSignIn[]): PlannedSignIn[] =>
  signIns.map(({ trader: { email, password, sub, totpSecret }, password: typed }) => ({
    ...{ person: { email, password, codes: new TotpCodes(totpSecret) }, sub, password: typed },
  }));

/** Every outcome that is not what its password deserves, in a line. */
const wrongOutcomes = (outcomes: readonly SignInOutcome[]): string[] =>
  outcomes.flatMap(({ planned, result, sub }) => {
    const expected = planned.password === "right" ? ["in", planned.sub] : ["NotAuthorizedException", null];
    return result === expected[0] && sub === expected[1]
      ? []
      : [`${planned.person.email} (${planned.password}): ${result} as ${String(sub)}`];
  });

/** What the product counts at each account, by its key. */
async function countsOf(table: "sign_in_attempts" | "sign_in_failures"): Promise<ReadonlyMap<string, number>> {
  const count = table === "sign_in_attempts" ? "sum(failures)::int" : "count(*)::int";
  const rows = await database.asService((tx) =>
    tx.query<{ key: string; count: number }>(
      `SELECT encode(account_key, 'hex') AS key, ${count} AS count FROM holdfast.${table} GROUP BY account_key`,
    ),
  );
  return new Map(rows.map(({ key, count: failures }) => [key, failures]));
}

/** What these processes have used of a core so far; not a number where the system does not tell (it is Linux that does). */
const cpuSeconds = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const file = `/proc/${String(pid)}/stat`;
    const fields = existsSync(file) ? readFileSync(file, "utf8").split(") ")[1]?.split(" ") : undefined;
    return sum + (Number(fields?.[11]) + Number(fields?.[12])) / 100;
  }, 0);

const msOf = (outcomes: readonly SignInOutcome[]): number[] => outcomes.filter(({ result }) => result === "in").map(({ ms }) => ms);

describe(`${String(COUNT)} sign-ins at ${PER_SECOND.toFixed(1)} a second, one of five wrong, at two processes`, () => {
  test("each come to what their own password deserves, and nobody's failures count at anybody else", { timeout: 300_000 }, async () => {
    const quiet: SignInOutcome[] = [];
    for (const [index, one] of plan(alone).entries()) quiet.push(await signInAsPlanned(place, one, index));
    expect(wrongOutcomes(quiet)).toEqual([]);
    const [attemptsBefore, failuresBefore] = [await countsOf("sign_in_attempts"), await countsOf("sign_in_failures")];

    const cpuBefore = cpuSeconds(doors.pids);
    const { outcomes, seconds } = await signInAtRate(place, plan(crowd), PER_SECOND);
    expect(wrongOutcomes(outcomes)).toEqual([]);
    const subs = outcomes.flatMap(({ sub }) => sub ?? []);
    expect(new Set(subs).size, "a session of one's own for everybody who got in").toBe(subs.length);

    // Exactly their own, at exactly those who mistyped: no other account has a row.
    const mistyping = peopleOf(crowd.filter(({ password }) => password === "wrong")).map(({ email }) => email);
    for (const [table, before, keyOf] of [
      ["sign_in_attempts", attemptsBefore, attemptsKey],
      ["sign_in_failures", failuresBefore, (email: string) => keyedName("account-failures", email)],
    ] as const) {
      const added = [...(await countsOf(table))].filter(([key]) => !before.has(key));
      expect(new Map(added), table).toEqual(new Map(mistyping.map((email) => [keyOf(email).toString("hex"), FAILURES_EACH])));
    }
    // And a right password of theirs gets in: they are neither locked nor asked for more.
    const [late] = plan(crowd.filter(({ password }) => password === "wrong").map((one) => ({ ...one, password: "right" as const })));
    expect(late && (await signInAsPlanned(place, late, COUNT)).result).toBe("in");

    const [idle, loaded] = [msOf(quiet), msOf(outcomes)];
    const told = (numbers: readonly number[]): string =>
      [0.5, 0.95, 0.99].map((share) => `p${String(share * 100)} ${percentile(numbers, share).toFixed(0)} ms`).join(", ");
    console.info(
      `${String(COUNT)} sign-ins in ${seconds.toFixed(1)} s (${((COUNT * 60) / seconds).toFixed(0)} a minute): ${told(loaded)}; one at a time: ${told(idle)}`,
    );
    console.info(
      `CPU of both product processes: ${(((cpuSeconds(doors.pids) - cpuBefore) * 1_000) / (COUNT + 1)).toFixed(1)} ms a sign-in`,
    );
    expect(doors.faults()).toBe("");
  });

  test("wait when the pool throttles, come to the same all the same, and are counted for nothing by it", { timeout: 60_000 }, async () => {
    const before = await countsOf("sign_in_attempts");
    await pool.control("fault", "POST", { operation: "RespondToAuthChallenge", kind: "throttle", times: throttled.length });
    const { outcomes } = await signInAtRate(place, plan(throttled), PER_SECOND);
    expect(wrongOutcomes(outcomes)).toEqual([]);
    expect(
      outcomes.reduce((sum, { waits }) => sum + waits, 0),
      "waits",
    ).toBe(throttled.length);
    const [mistyping] = peopleOf(throttled.filter(({ password }) => password === "wrong"));
    const added = [...(await countsOf("sign_in_attempts"))].filter(([key]) => !before.has(key));
    expect(added).toEqual([[attemptsKey(mistyping?.email ?? "").toString("hex"), FAILURES_EACH]]);
  });
});
