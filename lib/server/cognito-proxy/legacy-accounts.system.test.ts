// People of another user store, against the real local pool with its migration trigger: they come by their mailbox, or once by their old password, and
// whoever guesses learns nothing and gets no try more.
import { confirmResetPassword, resetPassword, signIn, signOut } from "aws-amplify/auth";
import { renameSync } from "node:fs";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { legacyUsername } from "@/infra/triggers/legacy-username";
import { HOLDS } from "@/lib/policy/account-policy";
import { lockSeconds } from "@/lib/identity/attempt-lock";
import { settings } from "@/lib/server/env";
import { services } from "@/lib/server/services";
import { findMove, noteTold } from "@/lib/server/session/legacy-account";
import { closeWay } from "@/lib/server/session/closed-ways";
import { failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { nowSeconds } from "@/lib/testing/credential-acts";
import { enrolAtFirstSignIn, giveOldPassword } from "@/lib/testing/legacy-acts";
import { LEGACY_NAME_KEY, openLegacyStage, type LegacyPerson, type LegacyStage } from "@/lib/testing/legacy-stage";
import { guessWrongly, nameOf, strangerAt } from "@/lib/testing/raw-guesses";
import { kindsOf } from "@/lib/testing/recovery-acts";
import { traderOf } from "@/lib/testing/trader-of";

const person = (legacyId: string, changes: Partial<LegacyPerson> = {}): LegacyPerson => ({
  ...{ legacyId, email: `${legacyId}@old.test`, password: `the old horse of ${legacyId}` },
  ...changes,
});
const ANN = person("ann");
const BEN = person("ben", { kind: "bcrypt" });
const EVE = person("eve");
const FAY = person("fay");
const GIL = person("gil");
const CLOSED = person("cleo", { status: "closed" });
const UNPROVEN = person("uma", { emailVerified: false });
const SHORT = person("sam", { password: "short" });
const HOUR = 3_600;
const NEW_PASSWORD = "quite another horse 2";

let stage: LegacyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openLegacyStage([ANN, BEN, EVE, FAY, GIL, CLOSED, UNPROVEN, SHORT], true);
  const [proxy, legacy] = await Promise.all([import("@/app/api/auth/cognito/route"), import("@/app/api/auth/legacy-sign-in/route")]);
  stage.route.serve((request) => {
    const { POST } = new URL(request.url).pathname === "/api/auth/cognito" ? proxy : legacy;
    return POST(request, { params: Promise.resolve({}) });
  });
  const journal = new pg.Client({ connectionString: stage.keeperUrl });
  await journal.connect();
  for (const { legacyId, email } of [ANN, BEN, EVE, FAY, GIL]) {
    await journal.query("INSERT INTO holdfast.legacy_accounts (legacy_id, email, username, imported_at) VALUES ($1, $2, $3, now())", [
      legacyId,
      email,
      legacyUsername(LEGACY_NAME_KEY, legacyId),
    ]);
  }
  await journal.end();
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage);
});
afterEach(async () => {
  await signOut().catch(() => undefined);
  await services().database.asService(async (tx) => {
    await tx.query("DELETE FROM holdfast.sign_in_attempts");
    await tx.query("DELETE FROM holdfast.rate_windows");
  });
  await stage.advance(2 * HOUR);
});

const give = (email: string, password: string) => giveOldPassword(stage, email, password);
const REFUSED = { status: 400, body: { __type: "NotAuthorizedException", message: "Incorrect username or password." } };
const SRP = { authFlowType: "USER_SRP_AUTH" } as const;

/** Signs in for the first time; whose session it is. */
async function firstSignIn(email: string, password: string): Promise<{ readonly sub: string }> {
  await enrolAtFirstSignIn(stage, email, password);
  return traderOf(browser);
}
const holdsOf = (sub: string) =>
  services().database.asTrader(sub, async (tx) =>
    (
      await tx.query<{ reason: string; seconds: number }>(
        "SELECT reason, extract(epoch FROM ends_at - started_at)::float8 AS seconds FROM holdfast.withdrawal_holds ORDER BY reason",
      )
    ).map(({ reason, seconds }) => [reason, seconds]),
  );
async function newestCode(email: string): Promise<string> {
  const { messages } = (await stage.pool.control(`outbox?to=${encodeURIComponent(email)}`)) as { messages: { code?: string }[] };
  return messages.flatMap(({ code }) => code ?? []).at(-1) ?? "";
}

describe("a forgotten password of somebody who has not come yet", () => {
  test("is replaced through the mailbox; they set up a second factor, wait, and are told what changed, once", async () => {
    expect(await failureOf(signIn({ username: ANN.email, password: ANN.password, options: SRP }))).toMatch(/^NotAuthorizedException/);
    await resetPassword({ username: ANN.email.toUpperCase() });
    await confirmResetPassword({ username: ANN.email, confirmationCode: await newestCode(ANN.email), newPassword: NEW_PASSWORD });
    expect(await failureOf(signIn({ username: ANN.email, password: ANN.password, options: SRP }))).toMatch(/^NotAuthorizedException/);
    const { sub } = await firstSignIn(ANN.email, NEW_PASSWORD);
    expect(await holdsOf(sub)).toEqual([
      ["first_factor", HOLDS.first_factor.seconds],
      ["password_reset", HOLDS.password_reset.seconds],
    ]);
    expect(await kindsOf(sub)).toEqual(expect.arrayContaining(["account_moved", "session_opened", "hold_started"]));
    const { database } = services();
    expect(await database.asTrader(sub, findMove)).toBe("untold");
    await database.asTrader(sub, (tx) => noteTold(tx, nowSeconds()));
    expect(await database.asTrader(sub, findMove)).toBe("told");
    await database.asTrader(sub, (tx) => noteTold(tx, nowSeconds()));
    expect((await kindsOf(sub)).filter((kind) => kind === "account_moved")).toHaveLength(1);
  });

  test("tells a stranger nothing: old, closed, known and unknown addresses are answered alike, from the first question to the lock", async () => {
    const { enrolled } = stage.traders;
    const ask = (Username: string) => stage.call("ForgotPassword", { Username });
    const confirm = (Username: string, ConfirmationCode: string) =>
      stage.call("ConfirmForgotPassword", { Username, ConfirmationCode, Password: NEW_PASSWORD });
    const scenes = [];
    for (const email of [enrolled.email, GIL.email, CLOSED.email, UNPROVEN.email, "nobody@old.test"]) {
      browser = openAmplifyBrowser(stage);
      const answers = [await confirm(email, "123456"), await ask(email)];
      const wrong = (await newestCode(email)) === "000000" ? "111111" : "000000";
      for (let failures = 1; failures <= 11; failures += 1) {
        await stage.advance(lockSeconds("mailed_code", failures));
        answers.push(await confirm(email, wrong));
      }
      await stage.advance(HOUR);
      answers.push(await confirm(email, wrong), await guessWrongly(strangerAt(stage), email));
      scenes.push(
        answers.map(({ status, body }) => [
          status,
          JSON.stringify(body)
            .replace(/Retry after \d+/, "N")
            .replace(/"\w\*{3}@\w\*{3}"/, "MASK"),
        ]),
      );
      await stage.advance(2 * HOUR);
    }
    for (const scene of scenes) expect(scene).toEqual(scenes[0]);
    expect(scenes[0]?.flat().join()).toContain("TooManyFailedAttemptsException");
  });

  test("mails nobody whose account was closed or whose address was never proven, and makes no account of them", async () => {
    for (const { email } of [CLOSED, UNPROVEN]) {
      expect((await stage.call("ForgotPassword", { Username: email })).status).toBe(200);
      expect(await newestCode(email)).toBe("");
    }
  });
});

describe("an old password", () => {
  test("does not come along once somebody has asked for a reset of its address: the mailbox is the way then, and it works", async () => {
    // The pool has GIL since the reset was asked for above, without a password, and no longer asks the old store.
    expect(await give(GIL.email, GIL.password)).toMatchObject(REFUSED);
    await resetPassword({ username: GIL.email });
    await confirmResetPassword({ username: GIL.email, confirmationCode: await newestCode(GIL.email), newPassword: NEW_PASSWORD });
    await firstSignIn(GIL.email, NEW_PASSWORD);
  });

  test("is taken over once and proven by SRP from then on; no session, token or cookie comes of giving it", async () => {
    for (const { email, password } of [EVE, BEN]) {
      browser = openAmplifyBrowser(stage);
      const answer = await give(email, password);
      expect(answer).toMatchObject({ status: 200, body: {} });
      expect([Object.keys(answer.body), answer.headers.get("set-cookie")]).toEqual([[], null]);
      const { sub } = await firstSignIn(email, password);
      expect(await holdsOf(sub)).toEqual([["first_factor", HOLDS.first_factor.seconds]]);
      expect(await services().database.asTrader(sub, findMove)).toBe("untold");
      // Whoever gives it again is told that it is right, as the first half of a sign-in tells.
      await signOut();
      expect((await give(email, password)).status).toBe(200);
      expect(await give(email, `${password}!`)).toMatchObject(REFUSED);
    }
  });

  test("that is wrong, of an account that is closed, unproven, unknown or already here, is refused in one form", async () => {
    const seen = [];
    for (const [email, password] of [
      [FAY.email, "another old horse"],
      [CLOSED.email, CLOSED.password],
      [UNPROVEN.email, UNPROVEN.password],
      ["nobody@old.test", FAY.password],
      [stage.traders.enrolled.email, "another old horse"],
    ] as const) {
      const { status, headers, body } = await give(email, password);
      const names = [...headers.keys()].filter((name) => name !== "date").sort();
      seen.push({ status, body, names });
    }
    for (const one of seen) expect(one).toEqual({ ...seen[0], ...REFUSED });
  });

  test("that is too short for this pool is refused by its length alone, whoever is named", async () => {
    const before = await stage.upstreamCalls("AdminInitiateAuth");
    const answers = [await give(SHORT.email, SHORT.password), await give("nobody@old.test", "short")];
    expect(answers.map(({ body }) => body["__type"])).toEqual(["InvalidPasswordException", "InvalidPasswordException"]);
    expect(await stage.upstreamCalls("AdminInitiateAuth")).toBe(before);
  });

  test("counts with every other guess: four wrong ones here and there lock both doors, for the right one too", async () => {
    await give(FAY.email, "a wrong old horse 1");
    await guessWrongly(strangerAt(stage), FAY.email);
    await give(FAY.email.toUpperCase(), "a wrong old horse 2");
    await guessWrongly(strangerAt(stage), FAY.email);
    const before = await stage.upstreamCalls("AdminInitiateAuth");
    await give(FAY.email, "a wrong old horse 3");
    expect((await give(FAY.email, FAY.password)).body).toMatchObject({ __type: "LockedOutException" });
    expect(nameOf(await guessWrongly(strangerAt(stage), FAY.email))).toBe("LockedOutException");
    expect((await stage.upstreamCalls("AdminInitiateAuth")) - before).toBeLessThanOrEqual(1);
    await stage.advance(2 * HOUR);
    expect((await give(FAY.email, FAY.password)).status).toBe(200);
  });

  test("guessed a hundred times at once reaches the pool no more often than the free tries", async () => {
    const before = await stage.upstreamCalls("AdminInitiateAuth");
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => give("gus@old.test", `a wrong old horse ${String(at)}`)));
    expect(answers.filter(({ body }) => body["__type"] === "LockedOutException").length).toBeGreaterThanOrEqual(95);
    expect((await stage.upstreamCalls("AdminInitiateAuth")) - before).toBeLessThanOrEqual(5);
  });

  test("costs no try while the old store cannot be asked", async () => {
    const away = `${stage.storeFile}.away`;
    renameSync(stage.storeFile, away);
    try {
      for (let tries = 0; tries < 6; tries += 1) {
        expect((await give("hal@old.test", "some old horse 1")).body).toMatchObject({ __type: "UnavailableException" });
      }
    } finally {
      renameSync(away, stage.storeFile);
    }
    expect(await give("hal@old.test", "some old horse 1")).toMatchObject(REFUSED);
  });

  test("is refused from the last day on as if the way had never been there, and until then it is not", async () => {
    const { legacyPasswords } = settings();
    const { untilSeconds } = legacyPasswords ?? { untilSeconds: 0 };
    const setEnd = (seconds: number) => void Object.assign(legacyPasswords ?? {}, { untilSeconds: seconds });
    try {
      setEnd(nowSeconds() + 60);
      expect(await give("ida@old.test", "some old horse 1")).toMatchObject(REFUSED);
      setEnd(nowSeconds());
      expect(await give("ida@old.test", "some old horse 1")).toMatchObject({ status: 404, body: { code: "not_found" } });
    } finally {
      setEnd(untilSeconds);
    }
  });

  test("opens nothing of an account that signs in by passkeys only, in the same words", async () => {
    const [{ sub } = { sub: "" }] = await services().database.asService((tx) =>
      tx.query<{ sub: string }>("SELECT sub FROM holdfast.known_addresses WHERE email = $1", [EVE.email]),
    );
    await services().database.asTrader(sub, (tx) => closeWay(tx, sub, "password", nowSeconds()));
    expect(await give(EVE.email, EVE.password)).toMatchObject(REFUSED);
  });

  test("is not taken in a browser where another trader is signed in", async () => {
    await signInWithCode(stage, stage.traders.second);
    expect((await give(FAY.email, FAY.password)).body).toMatchObject({ __type: "OtherUserSignedInException" });
  });

  test("is answered after whole multiples of four slots, known or not", async () => {
    const slotMs = 40;
    Object.assign(settings(), { authAnswerMsMin: slotMs });
    try {
      for (const email of [stage.traders.enrolled.email, "jon@old.test"]) {
        const startedAtMs = performance.now();
        expect(await give(email, "some old horse 1")).toMatchObject(REFUSED);
        expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(4 * slotMs);
      }
    } finally {
      Object.assign(settings(), { authAnswerMsMin: 0 });
    }
  });

  test("has no other operation at its door, and no other door has it", async () => {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth" };
    const answer = await fetch(`${stage.route.origin}/api/auth/legacy-sign-in`, { method: "POST", headers, body: "{}" });
    expect(answer.status).toBe(403);
    const here = { ...headers, "x-amz-target": "Holdfast.LegacySignIn" };
    const there = await fetch(`${stage.route.origin}/api/auth/cognito`, { method: "POST", headers: here, body: "{}" });
    expect(there.status).toBe(403);
  });

  test("is written nowhere: not in what happened, and not in the pool's own trail", async () => {
    const rows = await services().database.asService((tx) =>
      tx.query<{ text: string }>("SELECT row_to_json(e)::text AS text FROM holdfast.security_events e"),
    );
    const trail = JSON.stringify(await stage.pool.control("trail"));
    const written = rows.map(({ text }) => text).join("\n") + trail;
    for (const { password } of [ANN, BEN, EVE, FAY, CLOSED, UNPROVEN]) expect(written).not.toContain(password);
    for (const { email } of [BEN, EVE, FAY]) expect(rows.map(({ text }) => text).join()).not.toContain(email);
  });
});
