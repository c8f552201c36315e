import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { setTestSettings } from "@/lib/testing/set-test-settings";

import { forgetGuesses, lockedForSeconds, releaseGuess, reserveGuess, type GuessSubject } from "./attempt-counter";

let own: TestDatabase;
let database: Database;
let subject: GuessSubject;
let names = 0;
const NOW = 1_800_000_000;

beforeAll(async () => {
  setTestSettings();
  own = await createTestDatabase();
  database = createDatabase({ url: own.appUrl, poolSize: 10 });
});
afterAll(async () => {
  await database.close();
  await own.drop();
});
beforeEach(() => {
  names += 1;
  subject = { email: `trader-${names}@holdfast.test`, purpose: "password" };
});

async function fail(times: number, atSeconds = NOW): Promise<number> {
  let seconds = atSeconds;
  for (let made = 0; made < times; made += 1) {
    seconds += await lockedForSeconds(database, subject, seconds);
    expect(await reserveGuess(database, subject, seconds)).toMatchObject({ ok: true });
  }
  return seconds;
}

describe("guesses at one account", () => {
  test("five are free, and the lock after the n-th lasts 2^(n-5) seconds, 900 at most", async () => {
    const locks: number[] = [];
    let seconds = NOW;
    for (let failures = 1; failures <= 18; failures += 1) {
      seconds = await fail(1, seconds);
      locks.push(await lockedForSeconds(database, subject, seconds));
    }
    expect(locks).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
  });

  test("a guess during a lock is refused with the time that is left and does not lengthen it", async () => {
    const seconds = await fail(8);
    for (const passed of [0, 3, 7]) {
      expect(await reserveGuess(database, subject, seconds + passed)).toEqual({ ok: false, refusal: { retryAfterSeconds: 8 - passed } });
    }
    expect(await reserveGuess(database, subject, seconds + 8)).toMatchObject({ ok: true });
    expect(await lockedForSeconds(database, subject, seconds + 8)).toBe(16);
  });

  test("15 quiet minutes after the lock forget the count, one second less does not", async () => {
    const seconds = await fail(6);
    const quiet = seconds + 2 + 900;
    expect(await reserveGuess(database, subject, quiet - 1)).toMatchObject({ ok: true });
    expect(await lockedForSeconds(database, subject, quiet - 1)).toBe(4);
    expect(await reserveGuess(database, subject, quiet - 1 + 4 + 900)).toMatchObject({ ok: true });
    expect(await lockedForSeconds(database, subject, quiet - 1 + 4 + 900)).toBe(0);
  });

  test("a right guess forgets the count", async () => {
    await fail(7);
    await forgetGuesses(database, subject);
    expect(await lockedForSeconds(database, subject, NOW)).toBe(0);
    await fail(4);
    expect(await lockedForSeconds(database, subject, NOW)).toBe(0);
  });

  test("a guess that nobody judged is taken back, and only that one", async () => {
    const seconds = await fail(6);
    await releaseGuess(database, subject);
    expect(await lockedForSeconds(database, subject, seconds)).toBe(1);
    for (let times = 0; times < 9; times += 1) await releaseGuess(database, subject);
    expect(await reserveGuess(database, subject, seconds)).toMatchObject({ ok: true });
  });

  test("wrong codes and wrong passwords are counted apart, and accounts too", async () => {
    await fail(9);
    expect(await lockedForSeconds(database, { ...subject, purpose: "totp" }, NOW)).toBe(0);
    expect(await lockedForSeconds(database, { ...subject, email: "someone@holdfast.test" }, NOW)).toBe(0);
  });

  test("of 200 guesses at the same moment five are made", async () => {
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => reserveGuess(database, subject, NOW)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(5);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.refusal.retryAfterSeconds === 1)).toHaveLength(195);
  });

  test("after a lock of 200 guesses at the same moment one is made", async () => {
    const seconds = await fail(7);
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => reserveGuess(database, subject, seconds + 4)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });

  test("no name stands in the table", async () => {
    await fail(1);
    const rows = await database.asService((tx) => tx.query("SELECT * FROM holdfast.sign_in_attempts"));
    expect(JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
      "holdfast.test",
    );
  });
});
