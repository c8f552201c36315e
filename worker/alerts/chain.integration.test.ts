// The chain of security events on a real database: sealed in one order under concurrent writers and sealers.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rounds } from "@/lib/testing/rounds";
import { LOG_NOW_SECONDS, openSealedLog, verdictOf, type SealedLog } from "@/lib/testing/sealed-log";
import { SEAL_MAX, sealEvents } from "./seal-events";

let log: SealedLog;
const open = async (): Promise<void> => void (log = await openSealedLog());
const close = (): Promise<void> => log.close();

describe("the chain", () => {
  beforeEach(open);
  afterEach(close);

  it("holds what was written, in one order without a gap, and an export of it verifies", async () => {
    await log.writeTen();
    const lines = await log.exported();
    expect(lines).toHaveLength(12);
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({
      seq: 1,
      sub: "trader-1",
      kind: "session_opened",
      detail: { count: 1, nested: { a: "ü" } },
    });
    expect(await verdictOf(lines)).toBe("ok");
  });

  it("has no fork and no gap, whoever writes and seals at the same time, and seals a number that a slow transaction brings late", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = log.app.asTrader("slow", async (tx) => {
      await tx.query("INSERT INTO holdfast.security_events (at, sub, kind) VALUES (to_timestamp($1), 'slow', 'session_opened')", [
        LOG_NOW_SECONDS,
      ]);
      await held;
    });
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let count = 0; count < rounds(20, 200); count += 1) await log.write(`writer-${writer.toString()}`);
    });
    let isWriting = true;
    const sealers = [1, 2, 3].map(async () => {
      while (isWriting) await sealEvents(log.worker, LOG_NOW_SECONDS);
    });
    await Promise.all(writers);
    isWriting = false;
    await Promise.all(sealers);
    await log.sealAll();
    release();
    await slow;
    await log.sealAll();
    const lines = await log.exported();
    expect(await verdictOf(lines)).toBe("ok");
    const events = lines.slice(1, -1).map((line) => JSON.parse(line) as { seq: number; id: string; sub: string });
    expect(events).toHaveLength(6 * rounds(20, 200) + 1);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)?.sub).toBe("slow");
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it("is one batch at a time, at the limit and one beyond it", async () => {
    await log.app.asTrader("many", (tx) =>
      tx.query(
        `INSERT INTO holdfast.security_events (at, sub, kind) SELECT to_timestamp($1), 'many', 'session_opened' FROM generate_series(1, $2)`,
        [LOG_NOW_SECONDS, SEAL_MAX + 1],
      ),
    );
    expect((await sealEvents(log.worker, LOG_NOW_SECONDS))?.kinds).toHaveLength(SEAL_MAX);
    expect((await sealEvents(log.worker, LOG_NOW_SECONDS))?.kinds).toHaveLength(1);
    expect((await sealEvents(log.worker, LOG_NOW_SECONDS))?.kinds).toHaveLength(0);
  });

  it("does not make writers wait for a sealer that hangs", async () => {
    await log.write("before");
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const hanging = log.worker.asService(async (tx) => {
      await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('holdfast.seal', 0))");
      await tx.query("SELECT 1 FROM holdfast.unsealed_events FOR UPDATE");
      await held;
    });
    const startedAtMs = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => log.write("meanwhile")));
    expect(await sealEvents(log.worker, LOG_NOW_SECONDS)).toBeNull();
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    release();
    await hanging;
  });

  it("may not be written to by the app, changed by the worker, or continued with a gap", async () => {
    await log.writeTen();
    const seal =
      "INSERT INTO holdfast.security_seals (seq, event_id, sealed_at, hash) VALUES ($1, $2, now(), decode(repeat('00', 32), 'hex'))";
    await expect(log.app.asService((tx) => tx.query(seal, [11, 1]))).rejects.toThrow(/permission denied/);
    await expect(log.app.asService((tx) => tx.query("DELETE FROM holdfast.unsealed_events"))).rejects.toThrow(/permission denied/);
    await expect(log.worker.asService((tx) => tx.query("UPDATE holdfast.security_seals SET sealed_at = now()"))).rejects.toThrow(
      /permission denied/,
    );
    await expect(log.worker.asService((tx) => tx.query("DELETE FROM holdfast.security_seals"))).rejects.toThrow(/permission denied/);
    await log.app.asTrader("late", (tx) =>
      tx.query("INSERT INTO holdfast.security_events (at, sub, kind) VALUES (now(), 'late', 'session_opened')"),
    );
    await expect(log.worker.asService((tx) => tx.query(seal, [12, 11]))).rejects.toThrow(/a seal follows the one before it/);
  });
});
