// A forgotten password: the mailbox replaces it and nothing else, and strangers learn nothing of who has an account.
import { confirmResetPassword, confirmSignIn, resetPassword, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { HOLDS } from "@/lib/policy/account-policy";
import { lockSeconds } from "@/lib/identity/attempt-lock";
import { services } from "@/lib/server/services";
import { failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { nowSeconds } from "@/lib/testing/credential-acts";
import { openProxyStage, type ProxyAnswer, type ProxyStage } from "@/lib/testing/proxy-stage";
import type { SeededTrader } from "@/lib/testing/start-user-pool";
import { signInByMailAndCode } from "@/lib/testing/unusual-sign-in";
import { traderOf } from "@/lib/testing/trader-of";

const HOUR = 3_600;
const NEW_PASSWORD = "quite another horse 2";
let stage: ProxyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
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
  // Limits and locks of one test are not those of the next.
  await stage.advance(2 * HOUR);
});

const ask = (Username: string) => stage.call("ForgotPassword", { Username });
const confirm = (Username: string, ConfirmationCode: string, Password = NEW_PASSWORD) =>
  stage.call("ConfirmForgotPassword", { Username, ConfirmationCode, Password });
async function newestCode(email: string): Promise<string> {
  const { messages } = (await stage.pool.control(`outbox?to=${encodeURIComponent(email)}`)) as { messages: { code?: string }[] };
  return messages.flatMap(({ code }) => code ?? []).at(-1) ?? "";
}
const reset = async (trader: SeededTrader, password = NEW_PASSWORD) => {
  expect((await ask(trader.email)).status).toBe(200);
  return confirm(trader.email, await newestCode(trader.email), password);
};
const wrong = (code: string): string => (code === "000000" ? "111111" : "000000");
/** Guesses wrongly until a lock of sixteen seconds runs, so that a slow machine does not outlast it. */
async function lockUp(guess: () => Promise<ProxyAnswer>): Promise<readonly ProxyAnswer[]> {
  const answers = [];
  for (let failures = 1; failures <= 9; failures++) {
    await stage.advance(lockSeconds("mailed_code", failures));
    answers.push(await guess());
  }
  return answers;
}
const holdsOf = ({ sub }: SeededTrader) =>
  services().database.asTrader(sub, (tx) =>
    tx.query<{ reason: string; seconds: number }>(
      "SELECT reason, extract(epoch FROM ends_at - started_at)::float8 AS seconds FROM holdfast.withdrawal_holds ORDER BY started_at",
    ),
  );
const eventsOf = async ({ sub }: SeededTrader) => {
  const rows = await services().database.asTrader(sub, (tx) =>
    tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events WHERE kind LIKE 'password_reset%' ORDER BY id"),
  );
  return rows.map(({ kind }) => kind);
};
const notes = () => services().database.asService((tx) => tx.query("SELECT 1 FROM holdfast.password_resets"));

describe("a forgotten password", () => {
  test("is replaced through the mailbox: every session ends, a hold starts, the second factor stays", async () => {
    const { enrolled } = stage.traders;
    await signInWithCode(stage, enrolled);
    const here = browser;
    browser = openAmplifyBrowser(stage);
    const asked = await resetPassword({ username: enrolled.email });
    expect(asked.nextStep).toEqual({
      resetPasswordStep: "CONFIRM_RESET_PASSWORD_WITH_CODE",
      codeDeliveryDetails: { deliveryMedium: "EMAIL", destination: "t***@h***", attributeName: "email" },
    });
    expect((await traderOf(here)).sub).toBe(enrolled.sub);
    const confirmationCode = await newestCode(enrolled.email);
    await confirmResetPassword({ username: enrolled.email, confirmationCode, newPassword: NEW_PASSWORD });
    await expect(traderOf(here)).rejects.toThrow("unauthenticated");
    expect(await holdsOf(enrolled)).toEqual([{ reason: "password_reset", seconds: HOLDS.password_reset.seconds }]);
    expect(await eventsOf(enrolled)).toEqual(["password_reset_asked", "password_reset_done"]);
    expect(await notes()).toEqual([]);

    const options = { authFlowType: "USER_SRP_AUTH" } as const;
    expect(await failureOf(signIn({ username: enrolled.email, password: enrolled.password, options }))).toMatch(/^NotAuthorizedException/);
    const started = await signIn({ username: enrolled.email, password: NEW_PASSWORD, options });
    expect(started.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect((await confirmSignIn({ challengeResponse: await stage.code(enrolled.totpSecret ?? "") })).isSignedIn).toBe(true);
  });

  test("a second proven reset starts a hold anew, an attempt that proves nothing never does", async () => {
    const { enrolled } = stage.traders;
    const before = (await holdsOf(enrolled)).length;
    expect((await ask(enrolled.email)).status).toBe(200);
    const code = await newestCode(enrolled.email);
    expect((await confirm(enrolled.email, wrong(code))).body).toMatchObject({ __type: "CodeMismatchException" });
    expect((await confirm(enrolled.email, code, "too short")).body).toMatchObject({ __type: "InvalidPasswordException" });
    expect(await holdsOf(enrolled)).toHaveLength(before);
    expect(await notes()).toEqual([]);
    expect((await confirm(enrolled.email, code, "a third horse, 3")).status).toBe(200);
    expect(await holdsOf(enrolled)).toHaveLength(before + 1);
    expect((await confirm(enrolled.email, code, "a fourth horse, 4")).body).toMatchObject({ __type: "ExpiredCodeException" });
    expect(await holdsOf(enrolled)).toHaveLength(before + 1);
  });

  test("of a trader who never signed in through us starts the hold at the first sign-in", async () => {
    const { second } = stage.traders;
    expect((await reset(second)).status).toBe(200);
    expect(await holdsOf(second)).toEqual([]);
    expect(await notes()).toHaveLength(1);
    await signInWithCode(stage, { ...second, password: NEW_PASSWORD });
    expect((await traderOf(browser)).sub).toBe(second.sub);
    expect(await holdsOf(second)).toMatchObject([{ reason: "password_reset" }]);
    expect(await notes()).toEqual([]);
  });

  test("of whose reset nobody knows the end is taken for a reset at the next sign-in, and other sessions end", async () => {
    const { second } = stage.traders;
    await signInByMailAndCode(stage, { ...second, password: NEW_PASSWORD }, "after_recovery");
    const there = browser;
    browser = openAmplifyBrowser(stage);
    const before = (await holdsOf(second)).length;
    await ask(second.email);
    await stage.pool.control("fault", "POST", { operation: "ConfirmForgotPassword", kind: "drop", times: 1 });
    expect((await confirm(second.email, "123456")).body).toMatchObject({ __type: "UnavailableException" });
    expect(await holdsOf(second)).toHaveLength(before);
    await stage.advance(61);
    await signInByMailAndCode(stage, { ...second, password: NEW_PASSWORD }, "after_recovery");
    expect(await holdsOf(second)).toHaveLength(before + 1);
    await expect(traderOf(there)).rejects.toThrow("unauthenticated");
    expect((await traderOf(browser)).sub).toBe(second.sub);
  });

  test("whose code came past its life is told so, and the next code works", async () => {
    const { enrolled } = stage.traders;
    await ask(enrolled.email);
    const late = await newestCode(enrolled.email);
    await stage.advance(HOUR);
    expect((await confirm(enrolled.email, late)).body).toMatchObject({ __type: "ExpiredCodeException" });
    await ask(enrolled.email);
    expect((await confirm(enrolled.email, await newestCode(enrolled.email), "a fifth horse, 5")).status).toBe(200);
  });
});

describe("guesses at a reset code", () => {
  test("lock, for the right code too, ask the pool no more, and go on when the lock has ended", async () => {
    const { enrolled } = stage.traders;
    await ask(enrolled.email);
    const code = await newestCode(enrolled.email);
    await lockUp(() => confirm(enrolled.email, wrong(code)));
    const before = await stage.upstreamCalls("ConfirmForgotPassword");
    expect((await confirm(enrolled.email, code)).body).toMatchObject({ __type: "LockedOutException" });
    expect(await stage.upstreamCalls("ConfirmForgotPassword")).toBe(before);
    await stage.advance(16);
    expect((await confirm(enrolled.email, code, "a sixth horse, 6")).status).toBe(200);
  });

  test("end a code after ten wrong ones, however long they took, and the next code works with no operator", async () => {
    const { enrolled } = stage.traders;
    await ask(enrolled.email);
    const code = await newestCode(enrolled.email);
    for (let tries = 0; tries < 10; tries++) {
      expect((await confirm(enrolled.email, wrong(code))).body).toMatchObject({ __type: "CodeMismatchException" });
      await stage.advance(40);
    }
    expect((await confirm(enrolled.email, code)).body).toMatchObject({ __type: "TooManyFailedAttemptsException" });
    await stage.advance(70);
    await ask(enrolled.email);
    expect((await confirm(enrolled.email, await newestCode(enrolled.email), "a seventh horse, 7")).status).toBe(200);
  });

  test("made by two hundred at once never exceed the limit", async () => {
    const { enrolled } = stage.traders;
    await ask(enrolled.email);
    const code = await newestCode(enrolled.email);
    const before = await stage.upstreamCalls("ConfirmForgotPassword");
    const ROUNDS = 200;
    await Promise.all(Array.from({ length: ROUNDS }, () => confirm(enrolled.email, wrong(code))));
    const forwarded = (await stage.upstreamCalls("ConfirmForgotPassword")) - before;
    expect(forwarded).toBeGreaterThan(0);
    // Five before the first lock; each lock is twice the one before it, so half a minute of a slow machine frees five more.
    expect(forwarded).toBeLessThanOrEqual(10);
  });
});

describe("whoever asks", () => {
  const STRANGER = "nobody@holdfast.test";

  test("gets the same answers for a known and an unknown account, from the first request to the lock", async () => {
    const { enrolled } = stage.traders;
    const scenes = [];
    for (const email of [enrolled.email, STRANGER.replace("nobody", "tobody")]) {
      openAmplifyBrowser(stage);
      const answers = [await confirm(email, "123456"), await ask(email), await confirm(email, "x".repeat(6), "too short")];
      const guessed = wrong(await newestCode(email));
      answers.push(...(await lockUp(() => confirm(email, guessed))), await confirm(email, guessed));
      for (let mails = 0; mails < 5; mails++) answers.push(await ask(email));
      scenes.push(answers.map(({ status, body }) => ({ status, body: JSON.stringify(body).replace(/Retry after \d+/, "Retry after N") })));
      await stage.advance(2 * HOUR);
    }
    expect(scenes[0]).toEqual(scenes[1]);
    expect(scenes[0]?.map(({ body }) => body).join()).toContain("LockedOutException");
    expect(scenes[0]?.map(({ body }) => body).join()).toContain("RateLimitedException");
  });

  test("mails one address five times an hour, and again in the next", async () => {
    const { newcomer } = stage.traders;
    for (let mails = 0; mails < 5; mails++) expect((await ask(newcomer.email)).status).toBe(200);
    const before = await stage.upstreamCalls("ForgotPassword");
    expect((await ask(newcomer.email.toUpperCase())).body).toMatchObject({ __type: "RateLimitedException" });
    expect(await stage.upstreamCalls("ForgotPassword")).toBe(before);
    await stage.advance(HOUR);
    expect((await ask(newcomer.email)).status).toBe(200);
  });

  test("with a case twin is the same account, and with a plus-address another that has no mailbox here", async () => {
    const { newcomer } = stage.traders;
    const [local, domain] = newcomer.email.split("@");
    await ask(`${local?.toUpperCase()}@${domain?.toUpperCase()}`);
    expect(await newestCode(newcomer.email)).not.toBe("");
    const plus = `${local}+x@${domain}`;
    expect((await ask(plus)).status).toBe(200);
    expect(await newestCode(plus)).toBe("");
    expect((await confirm(plus, await newestCode(newcomer.email))).body).toMatchObject({ __type: "CodeMismatchException" });
  });

  test("leaves neither code nor password in what is written down", async () => {
    const { newcomer } = stage.traders;
    const asked = nowSeconds();
    await ask(newcomer.email);
    const code = await newestCode(newcomer.email);
    await confirm(newcomer.email, code);
    const rows = await services().database.asService((tx) =>
      tx.query<{ text: string }>("SELECT detail::text AS text FROM holdfast.security_events WHERE at >= to_timestamp($1)", [asked]),
    );
    const written = rows.map(({ text }) => text).join("\n");
    for (const secret of [code, NEW_PASSWORD, newcomer.email]) expect(written).not.toContain(secret);
  });
});
