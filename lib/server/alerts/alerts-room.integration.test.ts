import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALERT_LIST, EVIDENCE } from "@/lib/contracts/alerts";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { createAlertRound } from "@/worker/alerts/create-alert-round";
import { ALERTS_PAGE_SIZE, listAlerts, listEvidence } from "./list-alerts";

const NOW = 1_800_000_000;
let file: TestDatabase;
let worker: Database;
let app: Database;
let desk: Database;
beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 2 });
  worker = createDatabase({ url: file.workerUrl, poolSize: 2 });
  desk = createDatabase({ url: file.opsUrl, poolSize: 2 });
  for (let count = 0; count < ALERTS_PAGE_SIZE + 3; count += 1) await opened(count);
  await app.asTrader("trader-1", (tx) =>
    tx.query("INSERT INTO holdfast.security_events (at, sub, kind) VALUES (to_timestamp($1), 'trader-1', 'session_client_changed')", [
      NOW + 1,
    ]),
  );
  await watch();
});
afterAll(async () => {
  await Promise.all([app, worker, desk].map((database) => database.close()));
  await file.drop();
});
/** An alert as the worker writes it; all of them in one second. */
const opened = (count: number): Promise<unknown> =>
  worker.asService((tx) =>
    tx.query(
      `INSERT INTO holdfast.alerts (id, signal, probe, rule, subject, sentence, runbook, window_seconds, opened_at, first_at, last_at, events, through_seq,
         breakdown, evidence) VALUES ($1, 'pool_change', 'pool_tampering', 'pool-change', $2, 'A pool was changed.', 'docs/runbook/alerts.md', 600,
         to_timestamp($3), to_timestamp($3), to_timestamp($3), 1, 0, '{}', '{1}')`,
      [randomUUID(), `pool:eu-central-1_P${count.toString()}`, NOW],
    ),
  );
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const watch = () =>
  createAlertRound({
    ...{ database: worker, clock: { nowSeconds: () => NOW + 1 }, log, approvedAt: { origin: "http://localhost:3000", rpId: "localhost" } },
    ...{ mailTo: null, channels: ["webhook"] },
  })();

describe("the desk's list of alerts", () => {
  it("has pages that together are all of them, each once, newest first, in the form of the contract", async () => {
    const first = await listAlerts(desk, null);
    expect(ALERT_LIST.parse(first)).toEqual(first);
    expect(first.alerts).toHaveLength(ALERTS_PAGE_SIZE);
    const second = await listAlerts(desk, first.nextCursor);
    expect(second.nextCursor).toBeNull();
    const all = [...first.alerts, ...second.alerts];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.map(({ openedAt }) => openedAt)).toEqual(
      all
        .map(({ openedAt }) => openedAt)
        .toSorted()
        .toReversed(),
    );
    expect(all.find(({ probe }) => probe === "session_theft")).toMatchObject({
      ...{ signal: "unexpected_change", rule: "stolen-session", events: 1, closedAt: null },
      deliveries: [{ channel: "webhook", outcome: "waiting", attempts: 0 }],
    });
  });

  it("begins at the newest for a cursor that is none of ours", async () => {
    const first = await listAlerts(desk, null);
    for (const odd of ["", "x", "2026-99-99T00:00:00.000Z_00000000-0000-0000-0000-000000000000", "'; DROP"])
      expect(await listAlerts(desk, odd)).toEqual(first);
  });

  it("leads to the events that an alert stands on, and to nothing for an id that is none", async () => {
    const { alerts } = await listAlerts(desk, null);
    const stolen = alerts.find(({ probe }) => probe === "session_theft") ?? (await listAlerts(desk, null)).alerts[0];
    const evidence = await listEvidence(desk, stolen?.id ?? "");
    expect(evidence).toMatchObject([{ kind: "session_client_changed", sub: "trader-1" }]);
    for (const event of evidence) expect(EVIDENCE.parse(event)).toEqual(event);
    for (const odd of ["", "x", randomUUID()]) expect(await listEvidence(desk, odd)).toEqual([]);
  });

  it("can be read by the desk's role and changed by nobody but the worker", async () => {
    await expect(desk.asService((tx) => tx.query("UPDATE holdfast.alerts SET closed_at = now()"))).rejects.toThrow(/permission denied/);
    await expect(desk.asService((tx) => tx.query("UPDATE holdfast.security_events SET kind = 'x'"))).rejects.toThrow(/permission denied/);
    await expect(app.asService((tx) => tx.query("SELECT 1 FROM holdfast.alerts"))).rejects.toThrow(/permission denied/);
    await expect(app.asService((tx) => tx.query("SELECT 1 FROM holdfast.security_seals"))).rejects.toThrow(/permission denied/);
    await expect(worker.asService((tx) => tx.query("DELETE FROM holdfast.alerts"))).rejects.toThrow(/permission denied/);
  });
});
