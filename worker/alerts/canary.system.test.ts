// Real secrets go in by real calls: unmodified Amplify, the real pool, real cookies, forged tokens, wrong codes. Then everything that the product says of
// itself is searched for them: events, export, alerts, their mails and webhooks, metrics and the log.
import { confirmResetPassword, confirmSignIn, resetPassword, signIn, signOut, signUp } from "aws-amplify/auth";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { verifyExport } from "@/lib/event-log/verify-export";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { exportEvents } from "@/lib/server/event-log/export-events";
import { makeRecoveryCodes } from "@/lib/server/recovery/make-recovery-codes";
import { services } from "@/lib/server/services";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import { createLog } from "@/lib/server/telemetry/create-log";
import { Secret } from "@/lib/settings/secret";
import { failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import { findCanaries, type Canary } from "@/lib/testing/find-canaries";
import { HOOK_CERTIFICATE, HOOK_HOST, type HookServer, startHookServer } from "@/lib/testing/hook-server";
import { type OtlpReceiver, startOtlpReceiver } from "@/lib/testing/otlp-receiver";
import { openProxyStage, secretsIn, type ProxyStage } from "@/lib/testing/proxy-stage";
import { answerStep, comeByPassword } from "@/lib/testing/recovery-acts";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { traderOf } from "@/lib/testing/trader-of";
import { createAlertRound } from "./create-alert-round";
import { createAlertWebhookRound } from "./create-alert-webhook-round";
import { createMeters } from "./create-meters";
import { createMetricRound } from "./create-metric-round";

const CANARY_PASSWORD = "kestrel-Quartz-7714-canary";
const CANARY_RESET_PASSWORD = "osprey-Basalt-2290-canary";
const CANARY_EMAIL = "canary.mailbox+7714@canary-holdfast.test";
const CANARY_CODE = "771492";
const CANARY_TOTP = "884413";
const CANARY_TOKEN = `${Buffer.from('{"alg":"none","kid":"canary"}').toString("base64url")}.${Buffer.from('{"sub":"canary-sub-7714"}').toString("base64url")}.canarysignature7714`;

let stage: ProxyStage;
let hook: HookServer;
let otlp: OtlpReceiver;
let database: Database;
const logged: string[] = [];
const canaries: Canary[] = [];

beforeAll(async () => {
  [stage, hook, otlp] = await Promise.all([openProxyStage(), startHookServer(), startOtlpReceiver()]);
  database = createDatabase({ url: stage.workerUrl, poolSize: 4 });
  // The product's own log, kept here instead of on the standard output.
  Object.assign(services(), { log: createLog({ write: (line) => void logged.push(line) }) });
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
});
afterAll(async () => {
  await Promise.all([database.close(), services().database.close(), hook.close(), otlp.close()]);
  await stage.close();
});

/** What people and attackers do, each with secrets of their own. */
async function plant(): Promise<void> {
  const { enrolled, second } = stage.traders;
  const browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, enrolled);
  for (const [name, value] of browser.jar) canaries.push({ name: `cookie ${name}`, value });
  const { codes } = await makeRecoveryCodes(await traderOf(browser), undefined);
  await signOut();

  openAmplifyBrowser(stage);
  await comeByPassword(enrolled, enrolled.password);
  await failureOf(answerStep("code:CANARY-QQQQ-7714-ZZZZ"));
  await answerStep(`code:${codes[0] ?? ""}`);
  await signOut();
  for (const value of [...codes, "CANARY-QQQQ-7714-ZZZZ"]) canaries.push({ name: "recovery code", value });

  openAmplifyBrowser(stage);
  await signIn({ username: second.email, password: second.password, options: { authFlowType: "USER_SRP_AUTH" } });
  await failureOf(confirmSignIn({ challengeResponse: CANARY_TOTP }));
  // More tries than the threshold of an alert, over the lock.
  for (let count = 0; count < 18; count += 1) {
    await failureOf(signIn({ username: second.email, password: CANARY_PASSWORD, options: { authFlowType: "USER_SRP_AUTH" } }));
    await stage.advance(2);
  }
  await failureOf(signUp({ username: CANARY_EMAIL, password: CANARY_PASSWORD, options: { userAttributes: { email: CANARY_EMAIL } } }));
  await failureOf(resetPassword({ username: enrolled.email }));
  await failureOf(confirmResetPassword({ username: enrolled.email, confirmationCode: CANARY_CODE, newPassword: CANARY_RESET_PASSWORD }));
  for (let count = 0; count < 20; count += 1) await resolveTrader(`__Host-hf_at=${CANARY_TOKEN}`);
  // Refused tokens are written a moment later.
  await sleep(2_500);

  canaries.push(
    ...[CANARY_PASSWORD, CANARY_RESET_PASSWORD, enrolled.password, second.password].map((value) => ({ name: "password", value })),
    ...[CANARY_EMAIL, enrolled.email, second.email].map((value) => ({ name: "email", value })),
    ...[enrolled.totpSecret ?? "", second.totpSecret ?? ""].map((value) => ({ name: "authenticator secret", value })),
    ...[...secretsIn(stage.seen().upstream)].map((value) => ({ name: "token of the pool", value })),
    ...stage
      .seen()
      .shown.flatMap(({ body }) => [...body.matchAll(/"Session":"([^"]+)"/g)].map(([, value = ""]) => ({ name: "sealed session", value }))),
    { name: "forged token", value: CANARY_TOKEN },
    { name: "mailed code", value: CANARY_CODE },
    { name: "code of an authenticator", value: CANARY_TOTP },
    { name: "client secret", value: TEST_ENVIRONMENT.COGNITO_CLIENT_SECRET },
    { name: "seal key", value: TEST_ENVIRONMENT.SESSION_SEAL_KEY.replace("demo.", "") },
    { name: "network address", value: "203.0.113.7" },
  );
}

/** Everything that the product has said of itself. */
async function outputs(): Promise<Record<string, string>> {
  const { clock, log } = services();
  const world = {
    book: { resolve: async () => [{ address: "127.0.0.1", family: 4 as const }], isAllowed: () => true },
    port: hook.port,
    ca: HOOK_CERTIFICATE,
  };
  const meters = createMeters(otlp.url);
  const worker = { database, clock, log, approvedAt: { origin: "http://localhost:3000", rpId: "localhost" } };
  const metrics = createMetricRound(worker, meters);
  const watching = createAlertRound({
    ...worker,
    mailTo: "alerts@holdfast.test",
    channels: ["webhook", "metric"],
    onSealed: metrics.sealed.add,
  });
  for (let count = 0; count < 3; count += 1) await watching();
  await createAlertWebhookRound({ ...worker, url: `https://${HOOK_HOST}/in`, key: new Secret("k".repeat(43)), world })();
  await metrics.round();
  await meters.close();
  const lines: string[] = [];
  const nowSeconds = clock.nowSeconds();
  await exportEvents(database, { fromSeconds: nowSeconds - 86_400, toSeconds: nowSeconds + 60 }, (line) => void lines.push(line));
  expect(await verifyExport(each(lines))).toMatchObject({ ok: true });
  const dump = (sql: string): Promise<string> =>
    database.asService(async (tx) =>
      JSON.stringify(await tx.query(sql), (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
    );
  return {
    events: await dump("SELECT * FROM holdfast.security_events"),
    seals: await dump("SELECT * FROM holdfast.security_seals"),
    alerts: await dump("SELECT * FROM holdfast.alerts"),
    deliveries: await dump("SELECT * FROM holdfast.alert_deliveries"),
    notices: await dump("SELECT * FROM holdfast.notices"),
    "mails of alerts": await dump("SELECT * FROM holdfast.mail_outbox WHERE recipient = 'alerts@holdfast.test'"),
    "subjects of mails": await dump("SELECT id, subject FROM holdfast.mail_outbox"),
    export: lines.join("\n"),
    webhooks: JSON.stringify(hook.calls),
    metrics: otlp.bodies.join("\n"),
    log: logged.join("\n"),
  };
}
async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

describe("what is known of attacks", () => {
  test("holds no password, code, token, cookie, key, full email and full address, in any spelling", { timeout: 120_000 }, async () => {
    await plant();
    const said = await outputs();
    const kinds = [...new Set([...(said["events"] ?? "").matchAll(/"kind":"([a-z_]+)"/g)].map(([, kind]) => kind))];
    expect(kinds).toEqual(
      expect.arrayContaining([
        "session_opened",
        "sign_in_failed",
        "sign_in_locked",
        "recovery_code_refused",
        "recovery_code_used",
        "sign_up_started",
        "password_reset_refused",
        "token_refused",
      ]),
    );
    expect(said["alerts"]).toMatch(/"probe":"lockout"/);
    expect(said["alerts"]).toMatch(/"probe":"token_forgery"/);
    // Every channel has something to say, so that a search of it means something.
    for (const [name, text] of Object.entries(said)) expect(text.length, name).toBeGreaterThan(40);
    expect(canaries.length).toBeGreaterThan(40);
    expect(canaries.filter(({ value }) => value.length < 6)).toEqual([]);
    expect(findCanaries(canaries, said)).toEqual([]);

    // The search itself is searched: one secret that is written down on purpose is found wherever it gets to.
    const { enrolled } = stage.traders;
    const planted = { password: CANARY_PASSWORD, cookie: Buffer.from(CANARY_TOKEN).toString("base64"), purpose: "password" };
    await services().database.asTrader(enrolled.sub, (tx) =>
      tx.query("INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), $2, 'sign_in_failed', $3)", [
        services().clock.nowSeconds(),
        enrolled.sub,
        JSON.stringify(planted),
      ]),
    );
    services().log.info("canary", { email: encodeURIComponent(CANARY_EMAIL) });
    const found = findCanaries(canaries, await outputs());
    expect(found).toEqual(
      expect.arrayContaining([
        { canary: "password", output: "events", spelling: "as it is" },
        { canary: "password", output: "export", spelling: "as it is" },
        { canary: "forged token", output: "export", spelling: "base64" },
        { canary: "email", output: "log", spelling: "percent-encoded" },
      ]),
    );
  });
});
