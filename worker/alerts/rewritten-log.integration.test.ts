// A log that was rewritten, by the owner of the database or in the exported file, is found out by name.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exportEvents } from "@/lib/server/event-log/export-events";
import { LOG_NOW_SECONDS, openSealedLog, verdictOf, type SealedLog } from "@/lib/testing/sealed-log";
import { sealEvents } from "./seal-events";

let log: SealedLog;
const open = async (): Promise<void> => void (log = await openSealedLog());
const close = (): Promise<void> => log.close();

describe("whoever owns the database is found out", () => {
  beforeAll(async () => {
    await open();
    await log.writeTen();
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
       INSERT INTO holdfast.security_seals (seq, event_id, sealed_at, hash) SELECT 5, id, to_timestamp(${LOG_NOW_SECONDS.toString()}), decode(repeat('ab', 32), 'hex')
         FROM holdfast.security_events WHERE sub = 'trader-2'`,
      changed,
    ],
  ])("who %s", async (_what, sql, fault) => {
    await log.owner.query("BEGIN");
    try {
      await log.owner.query(
        "ALTER TABLE holdfast.security_seals DROP CONSTRAINT security_seals_event_id_key, DROP CONSTRAINT security_seals_pkey",
      );
      expect(await verdictOf(await log.exported(log.asOwner))).toBe("ok");
      await log.owner.query(sql);
      expect(await verdictOf(await log.exported(log.asOwner))).toBe(fault);
    } finally {
      await log.owner.query("ROLLBACK");
    }
  });
});

describe("whoever owns the database and takes pains", () => {
  beforeEach(async () => {
    await open();
    await log.writeTen();
  });
  afterEach(close);

  it("cuts the end off, or rewrites all of it, and is found out by a head that was told outside", async () => {
    const head = JSON.parse((await log.exported()).at(-1) ?? "") as { lastSeq: number; hash: string };
    const anchor = { seq: head.lastSeq, hash: head.hash };
    expect(await verdictOf(await log.exported(), anchor)).toBe("ok");
    await log.owner.query("DELETE FROM holdfast.security_seals WHERE seq = 10");
    expect(await verdictOf(await log.exported())).toBe("ok");
    expect(await verdictOf(await log.exported(), anchor)).toBe("anchor_not_in_file");
    // All of it anew, with the product's own sealer.
    await log.owner.query("DELETE FROM holdfast.security_seals");
    await log.owner.query("UPDATE holdfast.security_events SET sub = 'mallory' WHERE sub = 'trader-4'");
    await log.owner.query("INSERT INTO holdfast.unsealed_events SELECT id FROM holdfast.security_events");
    await log.sealAll();
    expect(await verdictOf(await log.exported())).toBe("ok");
    expect(await verdictOf(await log.exported(), anchor)).toBe("anchor_differs");
  });

  it("writes an event past the sealer, which then has no seal and waits for none", async () => {
    await log.owner.query(
      `INSERT INTO holdfast.security_events (at, sub, kind) VALUES (to_timestamp(${(LOG_NOW_SECONDS - 5).toString()}), 'mallory', 'session_opened')`,
    );
    await log.sealAll();
    const range = { fromSeconds: LOG_NOW_SECONDS - 10, toSeconds: LOG_NOW_SECONDS + 10 };
    expect(await exportEvents(log.keeper, range, () => undefined)).toMatchObject({ count: 10, unaccounted: 1 });
    await log.write("honest");
    expect(await exportEvents(log.keeper, range, () => undefined)).toMatchObject({ unsealed: 1, unaccounted: 1 });
  });
});

describe("an export", () => {
  let lines: readonly string[] = [];
  beforeAll(async () => {
    await open();
    await log.writeTen();
    lines = await log.exported();
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
    expect(await verdictOf(lines)).toBe("ok");
    const spoiled = spoil([...lines]);
    // A change of one letter of a hash may by chance be no change.
    if (spoiled.join("\n") !== lines.join("\n")) expect(await verdictOf(spoiled)).toBe(fault);
  });

  it("of a later time goes on from the hash before it, and of a time in which nothing happened is empty and whole", async () => {
    await log.write("later");
    await sealEvents(log.worker, LOG_NOW_SECONDS + 100);
    const later: string[] = [];
    await exportEvents(
      log.keeper,
      { fromSeconds: LOG_NOW_SECONDS + 50, toSeconds: LOG_NOW_SECONDS + 200 },
      (line) => void later.push(line),
    );
    expect(later).toHaveLength(3);
    expect(await verdictOf(later)).toBe("ok");
    const head = JSON.parse((await log.exported()).at(-1) ?? "") as { lastSeq: number; hash: string };
    expect(await verdictOf(later, { seq: head.lastSeq, hash: head.hash })).toBe("ok");
    const nothing: string[] = [];
    await exportEvents(
      log.keeper,
      { fromSeconds: LOG_NOW_SECONDS + 500, toSeconds: LOG_NOW_SECONDS + 600 },
      (line) => void nothing.push(line),
    );
    expect(nothing).toHaveLength(2);
    expect(await verdictOf(nothing)).toBe("ok");
  });
});
