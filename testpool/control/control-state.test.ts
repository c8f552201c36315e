import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createPoolClock } from "../clock/pool-clock";
import { openKeyRing } from "../store/key-ring";
import { startTestPool, type RunningTestPool } from "../server/start-test-pool";
import { NEWCOMER, OPERATOR, OPERATORS, PUBLIC, TEST_SEED, TEST_SEED_JSON, TRADERS } from "../testing/test-seed";

const STARTED_MS = Date.UTC(2026, 10, 5, 9, 3, 7);
let machineMs = STARTED_MS;
let running: RunningTestPool;

beforeAll(async () => {
  const clock = createPoolClock(0, () => machineMs);
  running = await startTestPool({ port: 0, dataDir: null, clockFile: null, seed: TEST_SEED, clock, keys: openKeyRing(null) });
});
afterAll(() => running.close());
beforeEach(() => {
  machineMs = STARTED_MS;
  running.pool.reset();
});

async function control(method: string, path: string, body?: object) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${running.url}/_testpool/${path}`, { method, ...sent });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function signUp(clientId: string, username: string): Promise<string> {
  const response = await fetch(running.url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSCognitoIdentityProviderService.SignUp" },
    body: JSON.stringify({
      ClientId: clientId,
      Username: username,
      Password: "a fresh long passphrase",
      UserAttributes: [{ Name: "email", Value: `${username}@example.test` }],
    }),
  });
  return response.text();
}

async function addressesIn(query: string): Promise<string[]> {
  const { body } = await control("GET", `outbox?${query}`);
  return (body["messages"] as { to: string }[]).map(({ to }) => to);
}

/** The seed of one worker's own pool, with a user of the same name as every other worker's. */
function workerSeed(name: string): object {
  const id = `eu-central-1_${name}`;
  const { sub, username, email, password } = NEWCOMER;
  const pool = { id, aliasAttributes: ["email"], autoVerifiedAttributes: ["email"], passwordPolicy: { lengthMin: 12 } };
  return { pools: [{ ...pool, clients: [{ id: `client${name}` }] }], users: [{ poolId: id, sub, username, email, password }] };
}

describe("the clock", () => {
  test("stands still when told to, moves by hand, and runs again", async () => {
    const start = STARTED_MS / 1000;
    expect((await control("POST", "clock", { freeze: true })).body).toEqual({ now: start, offsetSeconds: 0, frozen: true });
    machineMs += 60_000;
    expect((await control("GET", "clock")).body["now"]).toBe(start);
    expect((await control("POST", "clock", { advanceSeconds: 30 })).body).toEqual({ now: start + 30, offsetSeconds: 30, frozen: true });
    expect((await control("POST", "clock", { freeze: false })).body).toEqual({ now: start + 90, offsetSeconds: 30 });
    expect((await control("POST", "clock", { freeze: true, advanceSeconds: 5 })).body["now"]).toBe(start + 95);
    expect((await control("POST", "reset")).body).toEqual({ now: start + 60, offsetSeconds: 0 });
    for (const body of [{ freeze: "yes" }, { freeze: true, advanceSeconds: -1 }, {}]) {
      expect((await control("POST", "clock", body)).status).toBe(400);
    }
    expect((await control("GET", "clock")).body).not.toHaveProperty("frozen");
  });
});

describe("the outbox", () => {
  test("is filtered by kind, pool and time", async () => {
    await control("POST", "seed", workerSeed("WorkerA"));
    await signUp(PUBLIC.id, "early");
    await control("POST", "clock", { advanceSeconds: 100 });
    await signUp("clientWorkerA", "late");
    expect(await addressesIn("")).toEqual(["early@example.test", "late@example.test"]);
    expect(await addressesIn("poolId=eu-central-1_WorkerA")).toEqual(["late@example.test"]);
    expect(await addressesIn(`poolId=${TRADERS}`)).toEqual(["early@example.test"]);
    expect(await addressesIn("kind=sign-up-code&to=early@example.test")).toEqual(["early@example.test"]);
    expect(await addressesIn("kind=nothing-of-the-sort")).toEqual([]);
    expect(await addressesIn("since=2026-11-05T09:04:47Z")).toEqual(["late@example.test"]);
    expect(await addressesIn(`since=${STARTED_MS / 1000 + 101}`)).toEqual([]);
    expect((await control("GET", "outbox?since=yesterday")).status).toBe(400);
  });

  test("as a page says TEST ONLY, filters by links, and lets a code be selected by one click without a script", async () => {
    await signUp(PUBLIC.id, "early");
    await signUp(PUBLIC.id, "late");
    const page = async (query: string) => (await fetch(`${running.url}/_testpool/inbox${query}`)).text();
    const html = await page("?to=late@example.test");
    expect(html).toContain("TEST ONLY");
    expect(html).toContain("user-select:all");
    expect(html).not.toContain("<script");
    expect(html.match(/<article>/g)).toHaveLength(1);
    expect(html).toContain('<a href="/_testpool/inbox?to=early%40example.test">early@example.test</a>');
    expect(html).toContain('aria-current="true">late@example.test');
    expect((await page("")).match(/<article>/g)).toHaveLength(2);
    expect(await (await fetch(running.url)).text()).toContain("TEST ONLY");
  });
});

describe("pools", () => {
  test("of two workers never meet: one is reset while the other keeps everything", async () => {
    await control("POST", "fault", { operation: "GetUser", kind: "drop", times: 3 });
    for (const name of ["WorkerA", "WorkerB"]) {
      expect((await control("POST", "seed", workerSeed(name))).body).toEqual({
        userPoolIds: [`eu-central-1_${name}`],
        clientIds: [`client${name}`],
      });
      expect(await signUp(`client${name}`, "same")).toContain("UserSub");
    }
    const { store } = running.pool.needs;
    store.put("windows", "confirm-sign-up|eu-central-1_WorkerA|same", { startedAtSeconds: 0, count: 1 });
    store.put("windows", "confirm-sign-up|eu-central-1_WorkerB|same", { startedAtSeconds: 0, count: 1 });
    store.put("aliases", "eu-central-1_WorkerB|eu-central-1_workera", "same");
    const ofB = () => JSON.stringify(running.pool.needs.store.entries("users").filter(([key]) => key.includes("WorkerB")));
    const before = ofB();
    expect((await control("POST", "reset", { poolId: "eu-central-1_WorkerA" })).status).toBe(200);
    expect(await addressesIn("")).toEqual(["same@example.test"]);
    expect(await addressesIn("poolId=eu-central-1_WorkerA")).toEqual([]);
    expect(store.entries("windows").map(([key]) => key)).toEqual(["confirm-sign-up|eu-central-1_WorkerB|same"]);
    expect(store.get("aliases", "eu-central-1_WorkerB|eu-central-1_workera")).toBe("same");
    expect(ofB()).toBe(before);
    expect(store.get("users", `eu-central-1_WorkerA|${NEWCOMER.username}`)).toBeDefined();
    expect(await signUp("clientWorkerA", "same")).toContain("UserSub");
    expect(await signUp("clientWorkerB", "same")).toContain("UsernameExistsException");
    expect((await control("GET", "fault")).body["faults"]).toHaveLength(1);
  });

  test("that no seed names lose their people and keep their settings; an unknown pool is refused", async () => {
    await control("POST", "seed", workerSeed("WorkerA"));
    const document = (await control("GET", "snapshot")).body;
    await control("POST", "reset");
    expect((await control("POST", "reset", { poolId: "eu-central-1_WorkerA" })).status).toBe(404);
    await control("POST", "snapshot", document);
    await control("POST", "reset", { poolId: "eu-central-1_WorkerA" });
    const { store } = running.pool.needs;
    expect(store.get("clients", "clientWorkerA")).toBeDefined();
    expect(store.entries("users").filter(([key]) => key.includes("WorkerA"))).toEqual([]);
    expect((await control("POST", "reset", { poolId: 5 })).status).toBe(400);
  });

  test("are added once only, and a wrong seed adds nothing", async () => {
    expect((await control("POST", "seed", TEST_SEED_JSON)).status).toBe(409);
    const twin = { pools: [{ id: "eu-central-1_Twin", clients: [{ id: PUBLIC.id }] }] };
    expect((await control("POST", "seed", twin)).body["message"]).toBe(`There is a client ${PUBLIC.id} already.`);
    expect((await control("POST", "seed", { pools: [{ id: "wrong" }] })).body["message"]).toMatch(/pools\[0\]\.id/);
    expect(running.pool.needs.store.entries("pools").map(([id]) => id)).toEqual([TRADERS, OPERATORS]);
    expect((await control("GET", "demo")).body).toMatchObject({ userPoolId: TRADERS });
  });
});

describe("a snapshot", () => {
  test("brings the whole state back, clock included, and holds no password", async () => {
    await signUp(PUBLIC.id, "ann");
    await control("POST", "clock", { advanceSeconds: 50 });
    const document = (await control("GET", "snapshot")).body;
    expect(JSON.stringify(document)).not.toContain(OPERATOR.password);
    await signUp(PUBLIC.id, "bob");
    await control("POST", "clock", { freeze: true, advanceSeconds: 7 });
    expect((await control("POST", "snapshot", document)).body).toEqual({ now: STARTED_MS / 1000 + 50, offsetSeconds: 50 });
    expect(await signUp(PUBLIC.id, "ann")).toContain("UsernameExistsException");
    expect(await addressesIn("")).toEqual(["ann@example.test"]);
    expect((await control("GET", "snapshot")).body).toEqual(document);
  });

  test("that is none changes nothing", async () => {
    await signUp(PUBLIC.id, "ann");
    const format = "holdfast-testpool/1";
    for (const body of [{}, { format }, { format, collections: { users: [["x", null]] } }, { format, collections: { wallets: [] } }]) {
      expect((await control("POST", "snapshot", body)).status).toBe(400);
    }
    expect(await addressesIn("")).toEqual(["ann@example.test"]);
  });
});

test("the trail tells what administrators did, by pool and by name", async () => {
  const { store } = running.pool.needs;
  const events = [
    { poolId: TRADERS, event: { eventName: "AdminDisableUser" } },
    { poolId: TRADERS, event: { eventName: "UpdateUserPoolClient" } },
    { poolId: OPERATORS, event: { eventName: "AdminDisableUser" } },
  ];
  events.forEach((record, sequence) => store.put("trail", String(sequence), { ...record, sequence }));
  const read = async (query: string) => (await control("GET", `trail${query}`)).body["events"];
  expect(await read("")).toEqual(events.map(({ event }) => event));
  expect(await read(`?poolId=${TRADERS}&eventName=AdminDisableUser`)).toEqual([{ eventName: "AdminDisableUser" }]);
  expect(await read("?eventName=Nothing")).toEqual([]);
});
