import { randomBytes } from "node:crypto";

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

const locksAfter = async (failures: number): Promise<number[]> => {
  const locks: number[] = [];
  let seconds = NOW;
  for (let made = 1; made <= failures; made += 1) {
    seconds = await fail(1, seconds);
    locks.push(await lockedForSeconds(database, subject, seconds));
  }
  return locks;
};

describe("strangers' guesses at one account", () => {
  test("are four; the lock after them outlasts the pool's memory, and grows", async () => {
    expect(await locksAfter(8)).toEqual([0, 0, 0, 960, 1800, 3600, 3600, 3600]);
  });

  test("are forgotten a day after the lock, and no second before", async () => {
    const seconds = await fail(5);
    const quiet = seconds + 1800 + 86_400;
    expect(await reserveGuess(database, subject, quiet - 1)).toMatchObject({ ok: true });
    expect(await lockedForSeconds(database, subject, quiet - 1)).toBe(3600);
    expect(await reserveGuess(database, subject, quiet - 1 + 3600 + 86_400)).toMatchObject({ ok: true });
    expect(await lockedForSeconds(database, subject, quiet - 1 + 3600 + 86_400)).toBe(0);
  });

  test("during a lock are refused with the time that is left and do not lengthen it", async () => {
    const seconds = await fail(4);
    for (const passed of [0, 3, 959]) {
      expect(await reserveGuess(database, subject, seconds + passed)).toEqual({ ok: false, refusal: { retryAfterSeconds: 960 - passed } });
    }
    expect(await reserveGuess(database, subject, seconds + 960)).toMatchObject({ ok: true });
    expect(await lockedForSeconds(database, subject, seconds + 960)).toBe(1800);
  });

  test("that come late, with an older time than the last failure, are counted and not locked", async () => {
    await fail(2);
    expect(await lockedForSeconds(database, subject, NOW - 1)).toBe(0);
    expect(await reserveGuess(database, subject, NOW - 1)).toMatchObject({ ok: true });
    expect(await reserveGuess(database, subject, NOW - 1)).toMatchObject({ ok: true });
    expect(await lockedForSeconds(database, subject, NOW)).toBe(960);
    expect(await reserveGuess(database, subject, NOW - 1)).toEqual({ ok: false, refusal: { retryAfterSeconds: 961 } });
  });

  test("wrong codes and wrong passwords are counted apart, and accounts too", async () => {
    await fail(4);
    expect(await lockedForSeconds(database, { ...subject, purpose: "totp" }, NOW)).toBe(0);
    expect(await lockedForSeconds(database, { ...subject, email: "someone@holdfast.test" }, NOW)).toBe(0);
  });

  test("200 at the same moment are four, and after a lock one", async () => {
    const atOnce = () => Promise.all(Array.from({ length: 200 }, () => reserveGuess(database, subject, NOW)));
    expect((await atOnce()).filter((outcome) => outcome.ok)).toHaveLength(4);
    const later = await Promise.all(Array.from({ length: 200 }, () => reserveGuess(database, subject, NOW + 960)));
    expect(later.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(later.filter((outcome) => !outcome.ok && outcome.refusal.retryAfterSeconds === 1800)).toHaveLength(199);
  });
});

describe("guesses from a browser that the owner has used", () => {
  beforeEach(() => {
    subject = { ...subject, device: randomBytes(32) };
  });

  test("have a lane of their own: neither side's failures lock the other", async () => {
    const strangers = { email: subject.email, purpose: subject.purpose };
    for (let guesses = 0; guesses < 4; guesses += 1) await reserveGuess(database, strangers, NOW);
    expect(await lockedForSeconds(database, strangers, NOW)).toBe(960);
    expect(await lockedForSeconds(database, subject, NOW)).toBe(0);
    await fail(3);
    expect(await lockedForSeconds(database, subject, NOW)).toBe(5);
    expect(await lockedForSeconds(database, { ...subject, device: randomBytes(32) }, NOW)).toBe(0);
    expect(await lockedForSeconds(database, strangers, NOW)).toBe(960);
  });

  test("lock from the third on, a second longer than the pool can by then", async () => {
    expect(await locksAfter(12)).toEqual([0, 0, 5, 9, 17, 33, 65, 129, 257, 513, 901, 901]);
  });

  test("are forgotten after a right one, and what strangers guessed is not", async () => {
    const strangers = { email: subject.email, purpose: subject.purpose };
    for (let guesses = 0; guesses < 4; guesses += 1) await reserveGuess(database, strangers, NOW);
    await fail(6);
    await forgetGuesses(database, subject);
    expect(await lockedForSeconds(database, subject, NOW)).toBe(0);
    expect(await lockedForSeconds(database, strangers, NOW)).toBe(960);
  });

  test("of 200 at the same moment three are made", async () => {
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => reserveGuess(database, subject, NOW)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(3);
  });
});

describe("guesses at a mailed code", () => {
  beforeEach(() => {
    subject = { ...subject, purpose: "sign-up-code" };
  });

  test("are five, and the lock after the n-th lasts 2^(n-5) seconds, 900 at most", async () => {
    expect(await locksAfter(17)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  test("share one count, whatever browser they come from", async () => {
    await fail(5);
    expect(await reserveGuess(database, { ...subject, device: null }, NOW)).toMatchObject({ ok: false });
  });

  test("of 200 at the same moment five are made", async () => {
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => reserveGuess(database, subject, NOW)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(5);
  });

  test("15 quiet minutes after the lock forget the count, one second less does not", async () => {
    const seconds = await fail(6);
    const quiet = seconds + 2 + 900;
    expect(await reserveGuess(database, subject, quiet - 1)).toMatchObject({ ok: true });
    expect(await lockedForSeconds(database, subject, quiet - 1)).toBe(4);
    expect(await reserveGuess(database, subject, quiet - 1 + 4 + 900)).toMatchObject({ ok: true });
    expect(await lockedForSeconds(database, subject, quiet - 1 + 4 + 900)).toBe(0);
  });
});

test("a guess that nobody judged is taken back, and only that one", async () => {
  const seconds = await fail(4);
  await releaseGuess(database, subject);
  expect(await lockedForSeconds(database, subject, seconds)).toBe(0);
  for (let times = 0; times < 9; times += 1) await releaseGuess(database, subject);
  expect(await reserveGuess(database, subject, seconds)).toMatchObject({ ok: true });
});

test("no name stands in the table", async () => {
  await fail(1);
  const rows = await database.asService((tx) => tx.query("SELECT * FROM holdfast.sign_in_attempts"));
  expect(JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
    "holdfast.test",
  );
});
