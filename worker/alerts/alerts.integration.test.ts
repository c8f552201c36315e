// Events that sessions of the product write are sealed, judged and told, on a real database and by two workers at once.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, inject } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import type { Finding } from "@/lib/monitoring/finding";
import { QUIET_SECONDS, THRESHOLDS } from "@/lib/monitoring/thresholds";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { createAlertRound } from "./create-alert-round";
import { keepAlert } from "./keep-alert";
import { subjectOf } from "./read-watched";

let file: TestDatabase;
let app: Database;
let workers: Database[];
let superuser: Client;
let now = 1_800_000_000;
beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 5 });
  workers = [createDatabase({ url: file.workerUrl, poolSize: 3 }), createDatabase({ url: file.workerUrl, poolSize: 3 })];
  const url = Object.assign(new URL(inject("holdfastPostgres").superuserUrl), { pathname: new URL(file.workerUrl).pathname });
  superuser = new Client({ connectionString: url.toString() });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await Promise.all([app, ...workers].map((database) => database.close()));
  await file.drop();
});
beforeEach(() => {
  now += 86_400;
});

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const roundOf = (database: Database) =>
  createAlertRound({
    ...{ database, clock: { nowSeconds: () => now }, log: silent, approvedAt: { origin: "http://localhost:3000", rpId: "localhost" } },
    ...{ mailTo: "alerts@holdfast.test", channels: ["webhook", "metric"] },
  });

const fail = (sub: string, network: string, kind = "sign_in_failed") =>
  app.asTrader(sub, (tx) =>
    tx.query("INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), $2, $3, $4)", [
      now,
      sub,
      kind,
      JSON.stringify({ purpose: "password", network, account: "0".repeat(16) }),
    ]),
  );
async function alertsOf(subject: string) {
  const { rows } = await superuser.query<Record<string, unknown>>(
    "SELECT id, signal, probe, rule, events::int AS events, reopens, closed_at, cardinality(evidence) AS evidence FROM holdfast.alerts WHERE subject = $1 ORDER BY opened_at, id",
    [subject],
  );
  return rows;
}
const countOf = async (sql: string) => Number((await superuser.query<{ count: string }>(sql)).rows[0]?.count);

describe("an attack", () => {
  const { events } = THRESHOLDS.failuresAtOneAccount;

  it("raises nothing one try below the threshold, one alert at it, and adds to that one as it goes on", async () => {
    const sub = randomUUID();
    const round = roundOf(workers[0] as Database);
    for (let count = 1; count < events; count += 1) await fail(sub, "203.0.113.0/24");
    await round();
    expect(await alertsOf(subjectOf(sub))).toEqual([]);
    await fail(sub, "203.0.113.0/24");
    await round();
    expect(await alertsOf(subjectOf(sub))).toMatchObject([
      { signal: "repeated_failures", probe: "lockout", events, reopens: null, closed_at: null },
    ]);
    for (let count = 0; count < 7; count += 1) await fail(sub, "203.0.113.0/24", "sign_in_locked");
    await round();
    await round();
    expect(await alertsOf(subjectOf(sub))).toMatchObject([{ events: events + 7 }]);
  });

  it("is one alert, counted once and queued once per channel, when two workers see it at the same time", async () => {
    const sub = randomUUID();
    const rounds = workers.map(roundOf);
    await Promise.all(rounds.map((round) => round()));
    const before = await countOf("SELECT count(*) FROM holdfast.mail_outbox");
    for (let batch = 0; batch < 6; batch += 1) {
      await Promise.all(Array.from({ length: 5 }, () => fail(sub, "203.0.113.0/24")));
      await Promise.all(rounds.map((round) => round()));
    }
    for (let count = 0; count < 3; count += 1) await Promise.all(rounds.map((round) => round()));
    const alerts = await alertsOf(subjectOf(sub));
    expect(alerts).toMatchObject([{ events: 30 }]);
    expect(await countOf(`SELECT count(*) FROM holdfast.alert_deliveries WHERE alert_id = '${String(alerts[0]?.["id"])}'`)).toBe(2);
    expect((await countOf("SELECT count(*) FROM holdfast.mail_outbox")) - before).toBe(1);
  });

  it("is one alert when many open it in the same moment, and none of them fails", async () => {
    for (let count = 0; count < 20; count += 1) {
      const subject = `network:10.9.${count.toString()}.0/24`;
      const event = { seq: 1_000_000 + count, id: "1", atSeconds: now, kind: "sign_in_failed", account: null, network: null, detail: {} };
      const finding: Finding = {
        ...{ signal: "repeated_failures", probe: "password_spray", rule: "password-spray", subject, windowSeconds: 900 },
        ...{ evidence: [{ event, weight: 3 }], breakdown: {}, sentence: "A spray.", runbook: "docs/runbook/alerts.md" },
      };
      const opened = await Promise.all(
        [...workers, ...workers, ...workers].map((database) => database.asService((tx) => keepAlert(tx, finding, [], now))),
      );
      expect(opened.filter((id) => id !== null)).toHaveLength(1);
      expect(await alertsOf(subject)).toMatchObject([{ events: 3 }]);
    }
  });

  it("is told anew after quiet, to the second, and not because of what was told already", async () => {
    const sub = randomUUID();
    const round = roundOf(workers[0] as Database);
    for (let count = 0; count < events; count += 1) await fail(sub, "198.51.100.0/24");
    await round();
    now += QUIET_SECONDS - 1;
    await round();
    expect(await alertsOf(subjectOf(sub))).toMatchObject([{ closed_at: null }]);
    now += 1;
    await round();
    const [first] = await alertsOf(subjectOf(sub));
    expect(first?.["closed_at"]).not.toBeNull();
    await round();
    expect(await alertsOf(subjectOf(sub))).toHaveLength(1);
    for (let count = 0; count < events; count += 1) await fail(sub, "198.51.100.0/24");
    await round();
    expect(await alertsOf(subjectOf(sub))).toMatchObject([{ events }, { events, reopens: first?.["id"], closed_at: null }]);
  });

  it("that happened while no worker ran is found by the next one, although its window is long over", async () => {
    const sub = randomUUID();
    await roundOf(workers[0] as Database)();
    for (let count = 0; count < events; count += 1) await fail(sub, "198.51.100.0/24");
    now += 1_000;
    await fail(randomUUID(), "198.51.100.0/24");
    now += 7 * 3_600;
    await fail(randomUUID(), "198.51.100.0/24");
    await roundOf(workers[1] as Database)();
    expect(await alertsOf(subjectOf(sub))).toMatchObject([{ events, probe: "lockout" }]);
  });

  it("is closed while nobody works, and keeps no more evidence than it needs", async () => {
    const sub = randomUUID();
    const round = roundOf(workers[0] as Database);
    for (let count = 0; count < 60; count += 1) await fail(sub, "198.51.100.0/24");
    await round();
    for (let count = 0; count < 60; count += 1) await fail(sub, "198.51.100.0/24");
    await round();
    expect(await alertsOf(subjectOf(sub))).toMatchObject([{ events: 120, evidence: 20 }]);
  });
});
