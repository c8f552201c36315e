import { randomBytes } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { SIGN_IN_RISK, SUSPICION_CODE_SECONDS } from "@/lib/policy/sign-in-risk";
import type { Database } from "@/lib/server/postgres/database";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { services } from "@/lib/server/services";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { queuedMails } from "@/lib/testing/queued-mails";
import { setTestSettings } from "@/lib/testing/set-test-settings";

import type { Exchange } from "./exchange";
import { countFailures, forgetFailures, noteFailure, takeFailureBack } from "./failed-guesses";
import { holdsPass, preparePass, takePass } from "./sign-in-passes";
import { hasLiveCode, isLiveCode, mailSuspicionCode, useSuspicionCode } from "./suspicion-codes";

const NOW = 1_800_000_000;
const EMAIL = "ada@holdfast.test";
let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase();
  setTestSettings({ DATABASE_URL: own.appUrl });
  ({ database } = services());
});
afterAll(async () => {
  await database.close();
  await own.drop();
});
beforeEach(() =>
  database.asService(async (tx) => {
    for (const table of ["sign_in_failures", "suspicion_codes", "sign_in_passes", "rate_windows"])
      await tx.query(`DELETE FROM holdfast.${table}`);
  }),
);

const counted = (email: string, nowSeconds: number) => database.asService((tx) => countFailures(tx, email, nowSeconds));

describe("what went wrong at an account", () => {
  test("is counted for an hour, to the second, per address, and unlike a lock is not washed away by what is right", async () => {
    const { failureWindowSeconds } = SIGN_IN_RISK;
    for (let made = 0; made < 3; made += 1) await noteFailure(database, EMAIL, NOW + made);
    const right = await noteFailure(database, EMAIL, NOW + 3);
    await takeFailureBack(database, right);
    expect(await counted(EMAIL, NOW + 3)).toBe(3);
    expect(await counted(EMAIL, NOW + failureWindowSeconds - 1)).toBe(3);
    expect(await counted(EMAIL, NOW + failureWindowSeconds)).toBe(2);
    expect(await counted("bob@holdfast.test", NOW)).toBe(0);
    await database.asService((tx) => forgetFailures(tx, EMAIL));
    expect(await counted(EMAIL, NOW)).toBe(0);
  });

  test("loses none of many at once", async () => {
    await Promise.all(Array.from({ length: 40 }, () => noteFailure(database, EMAIL, NOW)));
    expect(await counted(EMAIL, NOW)).toBe(40);
  });

  test("is kept under a name that nobody can read, and nobody but the product reads it", async () => {
    await noteFailure(database, EMAIL, NOW);
    const [row] = await database.asService((tx) =>
      tx.query<{ text: string }>("SELECT row_to_json(f)::text AS text FROM holdfast.sign_in_failures AS f"),
    );
    expect(row?.text).not.toContain("ada");
    const worker = createDatabase({ url: own.workerUrl, poolSize: 1 });
    for (const table of ["sign_in_failures", "suspicion_codes", "sign_in_passes"])
      await expect(worker.asService((tx) => tx.query(`SELECT * FROM holdfast.${table}`))).rejects.toThrow();
    await worker.close();
  });
});

describe("a code that is mailed for an unusual sign-in", () => {
  const attempt = { email: EMAIL, suspicions: ["failed_attempts"], device: "Firefox on Linux", network: "203.0.113.0/24" } as const;
  const newest = async () => /code is (\d{8})\./.exec((await queuedMails(own.workerUrl, [EMAIL])).at(-1)?.body ?? "")?.[1] ?? "";
  const isLive = (code: string, nowSeconds: number) => database.asService((tx) => isLiveCode(tx, EMAIL, code, nowSeconds));

  test("says why, from where, and what to do; it works for fifteen minutes, to the second", async () => {
    expect((await mailSuspicionCode(attempt, NOW)).ok).toBe(true);
    const { subject, body } = (await queuedMails(own.workerUrl, [EMAIL])).at(-1) ?? { subject: "", body: "" };
    expect(subject).toBe("Your code to finish signing in to Holdfast");
    for (const part of ["This browser is new to your account", "Firefox on Linux, network 203.0.113.0/24", "/recover/password"])
      expect(body).toContain(part);
    const code = await newest();
    expect(await isLive(code, NOW + SUSPICION_CODE_SECONDS - 1)).toBe(true);
    expect(await isLive(code, NOW + SUSPICION_CODE_SECONDS)).toBe(false);
    expect(await isLive(code === "00000000" ? "00000001" : "00000000", NOW)).toBe(false);
  });

  test("does not end the one before it, and the use of one ends all: of many at once, one is true", async () => {
    await mailSuspicionCode(attempt, NOW);
    const first = await newest();
    await mailSuspicionCode(attempt, NOW + 60);
    const second = await newest();
    expect([await isLive(first, NOW + 60), await isLive(second, NOW + 60)]).toEqual([true, true]);
    const uses = await Promise.all(
      Array.from({ length: 20 }, () => database.asService((tx) => useSuspicionCode(tx, EMAIL, first, NOW + 60))),
    );
    expect(uses.filter(Boolean)).toHaveLength(1);
    expect([await isLive(second, NOW + 60), await database.asService((tx) => hasLiveCode(tx, EMAIL, NOW + 60))]).toEqual([false, false]);
  });

  test("is sent again after half a minute, and five times an hour", async () => {
    expect(await mailSuspicionCode(attempt, NOW)).toEqual({ ok: true, value: null });
    expect(await mailSuspicionCode(attempt, NOW + 29)).toEqual({ ok: false, refusal: { retryAfterSeconds: 1 } });
    for (let more = 1; more < 5; more += 1) expect((await mailSuspicionCode(attempt, NOW + 30 * more)).ok).toBe(true);
    expect((await mailSuspicionCode(attempt, NOW + 200)).ok).toBe(false);
    expect((await mailSuspicionCode(attempt, NOW + 3_600)).ok).toBe(true);
  });
});

describe("a pass", () => {
  const exchangeOf = (token: string | null, nowSeconds = NOW) =>
    ({ cookieHeader: token === null ? null : `__Host-hf_dev=${token}`, nowSeconds, setCookies: [] as string[] }) as unknown as Exchange;
  const give = async (token: string | null) => {
    const exchange = exchangeOf(token);
    await database.asService(await preparePass(EMAIL, exchange));
    return /__Host-hf_dev=([\w-]{43});.*Max-Age=(\d+)/.exec(exchange.setCookies[0] ?? "");
  };

  test("is a new cookie for fifteen minutes; a value that was planted is not taken over", async () => {
    const planted = randomBytes(32).toString("base64url");
    const [, token = "", maxAge] = (await give(planted)) ?? [];
    expect(token).not.toBe(planted);
    expect(maxAge).toBe("900");
    expect(await database.asService((tx) => holdsPass(tx, EMAIL, exchangeOf(planted)))).toBe(false);
    expect(await database.asService((tx) => holdsPass(tx, EMAIL, exchangeOf(null)))).toBe(false);
    expect(await database.asService((tx) => holdsPass(tx, "bob@holdfast.test", exchangeOf(token)))).toBe(false);
    expect(await database.asService((tx) => holdsPass(tx, EMAIL, exchangeOf(token, NOW + 899)))).toBe(true);
    expect(await database.asService((tx) => holdsPass(tx, EMAIL, exchangeOf(token, NOW + 900)))).toBe(false);
  });

  test("is taken once, whoever asks at once", async () => {
    const [, token = ""] = (await give(null)) ?? [];
    const taken = await Promise.all(Array.from({ length: 20 }, () => database.asService((tx) => takePass(tx, EMAIL, exchangeOf(token)))));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });
});
