// The chain of security events on a real database: sealed under concurrent writers and sealers, exported, and found out wherever the owner of the
// database has rewritten it.
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { verifyExport, type Anchor } from "@/lib/event-log/verify-export";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { exportEvents } from "@/lib/server/event-log/export-events";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { rounds } from "@/lib/testing/rounds";
import { SEAL_MAX, sealEvents } from "./seal-events";

const NOW = 1_800_000_000;
let file: TestDatabase;
let app: Database;
let worker: Database;
let keeper: Database;
let owner: Client;
async function open(): Promise<void> {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 10 });
  worker = createDatabase({ url: file.workerUrl, poolSize: 4 });
  keeper = createDatabase({ url: file.keeperUrl, poolSize: 1 });
  const url = Object.assign(new URL(inject("holdfastPostgres").superuserUrl), { pathname: new URL(file.workerUrl).pathname });
  owner = new Client({ connectionString: url.toString() });
  await owner.connect();
  // What the owner of a database can do: no trigger, no policy and no key stands in the way.
  await owner.query("SET session_replication_role = replica");
}
async function close(): Promise<void> {
  await owner.end();
  await Promise.all([app, worker, keeper].map((database) => database.close()));
  await file.drop();
}
/** The database as its owner sees it inside of an open transaction, so that what is tampered with there can be taken back. */
const asOwner: Database = {
  asService: (work) =>
    work({ query: async <Row>(sql: string, params?: readonly unknown[]) => (await owner.query(sql, [...(params ?? [])])).rows as Row[] }),
  asTrader: () => Promise.reject(new Error("not here")),
  ping: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

const write = (sub: string, detail: object = {}): Promise<unknown> =>
  app.asTrader(sub, (tx) =>
    tx.query("INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), $2, 'session_opened', $3)", [
      NOW,
      sub,
      JSON.stringify(detail),
    ]),
  );
async function sealAll(): Promise<void> {
  while ((await sealEvents(worker, NOW))?.kinds.length !== 0);
}
async function exported(database: Database = keeper): Promise<string[]> {
  const lines: string[] = [];
  await exportEvents(database, { fromSeconds: NOW - 10, toSeconds: NOW + 10 }, (line) => void lines.push(line));
  return lines;
}
async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
const verdict = async (lines: readonly string[], anchor: Anchor | null = null) => {
  const verified = await verifyExport(each(lines), anchor);
  return verified.ok ? "ok" : verified.refusal.fault;
};
async function writeTen(): Promise<void> {
  for (let count = 1; count <= 10; count += 1) await write(`trader-${count.toString()}`, { count, nested: { b: [1, 2], a: "ü" } });
  await sealAll();
}

describe("the chain", () => {
  beforeEach(open);
  afterEach(close);

  it("holds what was written, in one order without a gap, and an export of it verifies", async () => {
    await writeTen();
    const lines = await exported();
    expect(lines).toHaveLength(12);
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({
      seq: 1,
      sub: "trader-1",
      kind: "session_opened",
      detail: { count: 1, nested: { a: "ü" } },
    });
    expect(await verdict(lines)).toBe("ok");
  });

  it("has no fork and no gap, whoever writes and seals at the same time, and seals a number that a slow transaction brings late", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = app.asTrader("slow", async (tx) => {
      await tx.query("INSERT INTO holdfast.security_events (at, sub, kind) VALUES (to_timestamp($1), 'slow', 'session_opened')", [NOW]);
      await held;
    });
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let count = 0; count < rounds(20, 200); count += 1) await write(`writer-${writer.toString()}`);
    });
    let isWriting = true;
    const sealers = [1, 2, 3].map(async () => {
      while (isWriting) await sealEvents(worker, NOW);
    });
    await Promise.all(writers);
    isWriting = false;
    await Promise.all(sealers);
    await sealAll();
    release();
    await slow;
    await sealAll();
    const lines = await exported();
    expect(await verdict(lines)).toBe("ok");
    const events = lines.slice(1, -1).map((line) => JSON.parse(line) as { seq: number; id: string; sub: string });
    expect(events).toHaveLength(6 * rounds(20, 200) + 1);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)?.sub).toBe("slow");
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it("is one batch at a time, at the limit and one beyond it", async () => {
    await app.asTrader("many", (tx) =>
      tx.query(
        `INSERT INTO holdfast.security_events (at, sub, kind) SELECT to_timestamp($1), 'many', 'session_opened' FROM generate_series(1, $2)`,
        [NOW, SEAL_MAX + 1],
      ),
    );
    expect((await sealEvents(worker, NOW))?.kinds).toHaveLength(SEAL_MAX);
    expect((await sealEvents(worker, NOW))?.kinds).toHaveLength(1);
    expect((await sealEvents(worker, NOW))?.kinds).toHaveLength(0);
  });

  it("does not make writers wait for a sealer that hangs", async () => {
    await write("before");
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const hanging = worker.asService(async (tx) => {
      await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('holdfast.seal', 0))");
      await tx.query("SELECT 1 FROM holdfast.unsealed_events FOR UPDATE");
      await held;
    });
    const startedAtMs = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => write("meanwhile")));
    expect(await sealEvents(worker, NOW)).toBeNull();
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    release();
    await hanging;
  });

  it("may not be written to by the app, changed by the worker, or continued with a gap", async () => {
    await writeTen();
    const seal =
      "INSERT INTO holdfast.security_seals (seq, event_id, sealed_at, hash) VALUES ($1, $2, now(), decode(repeat('00', 32), 'hex'))";
    await expect(app.asService((tx) => tx.query(seal, [11, 1]))).rejects.toThrow(/permission denied/);
    await expect(app.asService((tx) => tx.query("DELETE FROM holdfast.unsealed_events"))).rejects.toThrow(/permission denied/);
    await expect(worker.asService((tx) => tx.query("UPDATE holdfast.security_seals SET sealed_at = now()"))).rejects.toThrow(
      /permission denied/,
    );
    await expect(worker.asService((tx) => tx.query("DELETE FROM holdfast.security_seals"))).rejects.toThrow(/permission denied/);
    await app.asTrader("late", (tx) =>
      tx.query("INSERT INTO holdfast.security_events (at, sub, kind) VALUES (now(), 'late', 'session_opened')"),
    );
    await expect(worker.asService((tx) => tx.query(seal, [12, 11]))).rejects.toThrow(/a seal follows the one before it/);
  });
});

describe("whoever owns the database is found out", () => {
  beforeAll(async () => {
    await open();
    await writeTen();
  });
  afterAll(close);
  const changed = "line_changed";
  it.each<[what: string, sql: string, fault: string]>([
    ["changes a detail", `UPDATE holdfast.security_events SET detail = detail || '{"count": 99}' WHERE sub = 'trader-4'`, changed],
    ["changes a kind", "UPDATE holdfast.security_events SET kind = 'session_signed_out' WHERE sub = 'trader-4'", changed],
    [
      "changes a time by a microsecond",
      "UPDATE holdfast.security_events SET at = at + interval '1 microsecond' WHERE sub = 'trader-4'",
      changed,
    ],
    ["gives an event to somebody else", "UPDATE holdfast.security_events SET sub = 'mallory' WHERE sub = 'trader-4'", changed],
    ["changes the first one", "UPDATE holdfast.security_events SET sub = 'mallory' WHERE sub = 'trader-1'", changed],
    ["changes the last one", "UPDATE holdfast.security_events SET sub = 'mallory' WHERE sub = 'trader-10'", changed],
    ["changes when it was sealed", "UPDATE holdfast.security_seals SET sealed_at = sealed_at - interval '1 second' WHERE seq = 4", changed],
    ["removes an event", "DELETE FROM holdfast.security_events WHERE sub = 'trader-4'", "event_missing"],
    [
      "removes an event and its seal",
      "WITH gone AS (DELETE FROM holdfast.security_events WHERE sub = 'trader-4') DELETE FROM holdfast.security_seals WHERE seq = 4",
      "line_missing",
    ],
    [
      "exchanges two events",
      "UPDATE holdfast.security_seals s SET event_id = o.event_id FROM holdfast.security_seals o WHERE (s.seq = 4 AND o.seq = 5) OR (s.seq = 5 AND o.seq = 4)",
      changed,
    ],
    [
      "removes an event, its seal, and closes the gap",
      "WITH gone AS (DELETE FROM holdfast.security_seals WHERE seq = 4) UPDATE holdfast.security_seals SET seq = seq - 1 WHERE seq > 4",
      changed,
    ],
    [
      "slips an event in between",
      `WITH moved AS (UPDATE holdfast.security_seals SET seq = seq + 1 WHERE seq > 4)
       INSERT INTO holdfast.security_seals (seq, event_id, sealed_at, hash) SELECT 5, id, to_timestamp(${NOW.toString()}), decode(repeat('ab', 32), 'hex')
         FROM holdfast.security_events WHERE sub = 'trader-2'`,
      changed,
    ],
  ])("who %s", async (_what, sql, fault) => {
    await owner.query("BEGIN");
    try {
      await owner.query(
        "ALTER TABLE holdfast.security_seals DROP CONSTRAINT security_seals_event_id_key, DROP CONSTRAINT security_seals_pkey",
      );
      expect(await verdict(await exported(asOwner))).toBe("ok");
      await owner.query(sql);
      expect(await verdict(await exported(asOwner))).toBe(fault);
    } finally {
      await owner.query("ROLLBACK");
    }
  });
});

describe("whoever owns the database and takes pains", () => {
  beforeEach(async () => {
    await open();
    await writeTen();
  });
  afterEach(close);

  it("cuts the end off, or rewrites all of it, and is found out by a head that was told outside", async () => {
    const head = JSON.parse((await exported()).at(-1) ?? "") as { lastSeq: number; hash: string };
    const anchor = { seq: head.lastSeq, hash: head.hash };
    expect(await verdict(await exported(), anchor)).toBe("ok");
    await owner.query("DELETE FROM holdfast.security_seals WHERE seq = 10");
    expect(await verdict(await exported())).toBe("ok");
    expect(await verdict(await exported(), anchor)).toBe("anchor_not_in_file");
    // All of it anew, with the product's own sealer.
    await owner.query("DELETE FROM holdfast.security_seals");
    await owner.query("UPDATE holdfast.security_events SET sub = 'mallory' WHERE sub = 'trader-4'");
    await owner.query("INSERT INTO holdfast.unsealed_events SELECT id FROM holdfast.security_events");
    await sealAll();
    expect(await verdict(await exported())).toBe("ok");
    expect(await verdict(await exported(), anchor)).toBe("anchor_differs");
  });

  it("writes an event past the sealer, which then has no seal and waits for none", async () => {
    await owner.query(
      `INSERT INTO holdfast.security_events (at, sub, kind) VALUES (to_timestamp(${(NOW - 5).toString()}), 'mallory', 'session_opened')`,
    );
    await sealAll();
    const range = { fromSeconds: NOW - 10, toSeconds: NOW + 10 };
    expect(await exportEvents(keeper, range, () => undefined)).toMatchObject({ count: 10, unaccounted: 1 });
    await write("honest");
    expect(await exportEvents(keeper, range, () => undefined)).toMatchObject({ unsealed: 1, unaccounted: 1 });
  });
});

describe("an export", () => {
  let lines: readonly string[] = [];
  beforeAll(async () => {
    await open();
    await writeTen();
    lines = await exported();
  });
  afterAll(close);

  it.each<[what: string, spoil: (text: string[]) => string[], fault: string]>([
    ["one line is removed", (text) => text.toSpliced(4, 1), "line_missing"],
    ["one line is there twice", (text) => text.toSpliced(4, 0, text[4] ?? ""), "line_out_of_order"],
    ["two lines are exchanged", (text) => text.toSpliced(4, 2, text[5] ?? "", text[4] ?? ""), "line_missing"],
    ["one letter is changed", (text) => text.with(4, (text[4] ?? "").replace("session_opened", "session_0pened")), "line_changed"],
    ["a field is added", (text) => text.with(4, (text[4] ?? "").replace("{", '{"by":"x",')), "unreadable_line"],
    ["a hash is changed", (text) => text.with(4, (text[4] ?? "").replace(/"hash":"./, '"hash":"0')), "line_changed"],
    ["the end is cut off", (text) => text.slice(0, -1), "end_missing"],
    ["the last event is cut out", (text) => text.toSpliced(-2, 1), "end_differs"],
    ["something follows the end", (text) => [...text, text[4] ?? ""], "line_after_the_end"],
    ["the head is missing", (text) => text.slice(1), "not_an_export"],
    [
      "the head tells another beginning",
      (text) => text.with(0, (text[0] ?? "").replace(/"previousHash":"./, '"previousHash":"1')),
      "line_changed",
    ],
    ["it is empty", () => [], "not_an_export"],
    ["it is something else", () => ["hello"], "not_an_export"],
  ])("is refused when %s", async (_what, spoil, fault) => {
    expect(await verdict(lines)).toBe("ok");
    const spoiled = spoil([...lines]);
    // A change of one letter of a hash may by chance be no change.
    if (spoiled.join("\n") !== lines.join("\n")) expect(await verdict(spoiled)).toBe(fault);
  });

  it("of a later time goes on from the hash before it, and of a time in which nothing happened is empty and whole", async () => {
    await write("later");
    await sealEvents(worker, NOW + 100);
    const later: string[] = [];
    await exportEvents(keeper, { fromSeconds: NOW + 50, toSeconds: NOW + 200 }, (line) => void later.push(line));
    expect(later).toHaveLength(3);
    expect(await verdict(later)).toBe("ok");
    const head = JSON.parse((await exported()).at(-1) ?? "") as { lastSeq: number; hash: string };
    expect(await verdict(later, { seq: head.lastSeq, hash: head.hash })).toBe("ok");
    const nothing: string[] = [];
    await exportEvents(keeper, { fromSeconds: NOW + 500, toSeconds: NOW + 600 }, (line) => void nothing.push(line));
    expect(nothing).toHaveLength(2);
    expect(await verdict(nothing)).toBe("ok");
  });
});
