// Every attack of `npm run attack` against two processes of the product, the real pool and a real database: each raises exactly its own alert, and an
// ordinary day raises none. The time to detection is printed.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Attack, Attacked } from "@/e2e/attacker/attack";
import { ATTACKS } from "@/e2e/attacker/attacks";
import { liveADay } from "@/e2e/attacker/benign";
import { type AlertSeen, faultsOf } from "@/e2e/attacker/judge-alerts";
import { freshNetworks } from "@/e2e/attacker/networks";
import { settleResidents } from "@/e2e/attacker/settle-residents";
import { targetOf } from "@/e2e/attacker/target-of";
import { PoolControl } from "@/e2e/support/pool-control";
import { createClock } from "@/lib/server/clock/create-clock";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { rounds } from "@/lib/testing/rounds";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { type ProductDoors, startProductDoors } from "@/lib/testing/start-product-doors";
import { startUserPool, type UserPool } from "@/lib/testing/start-user-pool";
import { createAlertRound } from "./create-alert-round";
import { createLocalTrail } from "./local-trail";
import { createTrailRound } from "./pool-trail";

const { COGNITO_USER_POOL_ID: userPoolId, COGNITO_CLIENT_ID: clientId, APP_ORIGIN: origin } = TEST_ENVIRONMENT;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** As long as an alert may take, and as long as another one might come late: refused tokens are counted for two seconds. */
const [WAIT_MS, AFTER_MS] = [15_000, 2_500];

let file: TestDatabase;
let pool: UserPool;
let doors: ProductDoors;
let database: Database;
let attacked: Attacked;
let watch: () => Promise<unknown>;

beforeAll(async () => {
  [file, pool] = await Promise.all([createTestDatabase(), startUserPool([])]);
  doors = await startProductDoors(2, {
    ...TEST_ENVIRONMENT,
    ...{ COGNITO_ENDPOINT: pool.url, DATABASE_URL: file.appUrl, HOLDFAST_CLOCK_FILE: pool.clockFile },
  });
  database = createDatabase({ url: file.workerUrl, poolSize: 3 });
  const [control, clock] = [new PoolControl(pool.url), createClock(pool.clockFile)];
  attacked = { app: { origin, ports: doors.ports }, pool: { userPoolId, clientId }, poolUrl: pool.url, control, say: () => undefined };
  const parts = { database, clock, log, approvedAt: { origin, rpId: "localhost" }, mailTo: null, channels: [] };
  const [judge, trail] = [createAlertRound(parts), createTrailRound(parts, createLocalTrail(`${pool.url}/_testpool/trail`))];
  watch = async () => {
    await trail();
    await judge();
  };
  await watch();
});
afterAll(async () => {
  await database.close();
  await doors.stop();
  await Promise.all([file.drop(), pool.stop()]);
});

const alertsSince = (seen: ReadonlySet<string>): Promise<(AlertSeen & { id: string })[]> =>
  database.asService(async (tx) =>
    (await tx.query<AlertSeen & { id: string }>("SELECT id, signal, probe, subject FROM holdfast.alerts ORDER BY opened_at")).filter(
      ({ id }) => !seen.has(id),
    ),
  );

/** Watches until `isOver` or the time is up; answers the alerts that were not there before. */
async function watchFor(
  ms: number,
  seen: ReadonlySet<string>,
  isOver: (alerts: readonly AlertSeen[]) => boolean,
): Promise<readonly AlertSeen[]> {
  const until = performance.now() + ms;
  for (;;) {
    await watch();
    const alerts = await alertsSince(seen);
    if (isOver(alerts) || performance.now() > until) return alerts;
    await sleep(150);
  }
}

describe("an attack raises exactly its own alert", () => {
  test.each(ATTACKS.map((attack) => [attack.name, attack] as const))("%s", { timeout: 90_000 }, async (name, attack: Attack) => {
    // What came before is out of every window.
    await pool.control("clock", "POST", { advanceSeconds: 7_200 });
    const before = new Set((await alertsSince(new Set())).map(({ id }) => id));
    const residents = (await attack.prepare?.(attacked)) ?? [];
    expect(await watchFor(0, before, () => true), "nobody has attacked yet").toEqual([]);
    const from = freshNetworks();
    const startedAtMs = performance.now();
    await attack.strike(attacked, from, residents);
    const endedAtMs = performance.now();
    if (attack.raises !== null) await watchFor(WAIT_MS, before, (alerts) => alerts.length > 0);
    const detectedAtMs = performance.now();
    const alerts = await watchFor(AFTER_MS, before, () => false);
    expect(faultsOf(attack, alerts, { from, userPoolId })).toEqual([]);
    const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
    console.info(
      `${name}: alert ${seconds(detectedAtMs - endedAtMs)} s after its last act, ${seconds(detectedAtMs - startedAtMs)} s after its first`,
    );
    expect(detectedAtMs - endedAtMs).toBeLessThan(8_000);
    expect(doors.faults()).toBe("");
  });
});

describe("a benign day", () => {
  const [PEOPLE, TURNS] = [rounds(6, 24), rounds(8, 24)];

  test("of mistakes, forgotten passwords, expired tokens, an office and sign-ups raises no alert", { timeout: 600_000 }, async () => {
    await pool.control("clock", "POST", { advanceSeconds: 7_200 });
    const before = new Set((await alertsSince(new Set())).map(({ id }) => id));
    const residents = await settleResidents(attacked, PEOPLE);
    // Watched as the day goes by, and not only at its end: windows are shorter than a day.
    const evening = new AbortController();
    const day = liveADay(attacked, freshNetworks(), residents, TURNS).finally(() => {
      evening.abort();
    });
    while (!evening.signal.aborted) {
      await watch();
      await sleep(50);
    }
    await day;
    expect(await watchFor(AFTER_MS, before, () => false)).toEqual([]);
    const [{ count } = { count: 0 }] = await database.asService((tx) =>
      tx.query<{ count: number }>("SELECT count(*)::int AS count FROM holdfast.security_events WHERE kind = 'sign_in_failed'"),
    );
    expect(count, "people did mistype").toBeGreaterThan(PEOPLE);
    expect(doors.faults()).toBe("");
  });
});

describe("the generator", () => {
  test("attacks this machine and nothing else", () => {
    for (const APP_ORIGIN of [
      ...["https://holdfast.example", "http://10.0.0.7:3000", "http://localhost.evil.example:3000", "http://127.0.0.1.nip.io"],
      ...["https://localhost:3000", "http://localhost:3000/path", "http://user@localhost:3000", "localhost:3000", "file:///etc/passwd"],
    ])
      expect(targetOf({ APP_ORIGIN }), APP_ORIGIN).toMatchObject({ ok: false });
    expect(targetOf({})).toMatchObject({ ok: true, value: { app: { origin: "http://localhost:3000", ports: [3000] } } });
    expect(targetOf({ APP_ORIGIN: "http://127.0.0.1:3101", TESTPOOL_PORT: "9471" })).toMatchObject({
      ok: true,
      value: { app: { ports: [3101] }, poolUrl: "http://127.0.0.1:9471" },
    });
  });
});
