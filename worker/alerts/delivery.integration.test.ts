// An alert on its way out: a signed webhook, a metric and a mail, each once, and none lost while a channel is down.
import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { Secret } from "@/lib/settings/secret";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { HOOK_CERTIFICATE, HOOK_HOST, type HookServer, startHookServer } from "@/lib/testing/hook-server";
import { type OtlpReceiver, startOtlpReceiver } from "@/lib/testing/otlp-receiver";
import { ALERT_AGE_SECONDS_MAX } from "./alert-outbox";
import { createAlertRound } from "./create-alert-round";
import { alertSecret, createAlertWebhookRound } from "./create-alert-webhook-round";
import { createMeters, type Meters } from "./create-meters";
import { createMetricRound } from "./create-metric-round";
import { createLocalTrail } from "./local-trail";
import { createTrailRound, poolChangeOf, type PoolTrail } from "./pool-trail";
import { createSqsTrail, type Queue } from "./sqs-trail";

const KEY = new Secret("k".repeat(43));
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let file: TestDatabase;
let database: Database;
let ops: Database;
let hook: HookServer;
let otlp: OtlpReceiver;
let meters: Meters;
let now = 1_800_000_000;
const clock = { nowSeconds: () => now };
beforeAll(async () => {
  [file, hook, otlp] = await Promise.all([createTestDatabase(), startHookServer(), startOtlpReceiver()]);
  database = createDatabase({ url: file.workerUrl, poolSize: 5 });
  ops = createDatabase({ url: file.opsUrl, poolSize: 2 });
  meters = createMeters(otlp.url);
});
afterAll(async () => {
  await Promise.all([meters.close().catch(() => undefined), database.close(), ops.close()]);
  await Promise.all([hook.close(), otlp.close(), file.drop()]);
});
beforeEach(async () => {
  now += 10 * 86_400;
  otlp.status = 200;
  await sendMetrics();
  hook.calls.length = 0;
  hook.answer = (response) => {
    response.writeHead(204).end();
  };
  otlp.bodies.length = 0;
});

/** What CloudTrail tells of one call. */
const told = (changes: object = {}) => ({
  ...{ eventID: randomUUID(), eventName: "UpdateUserPool", eventSource: "cognito-idp.amazonaws.com", eventTime: "2026-11-29T01:02:03Z" },
  ...{ sourceIPAddress: "203.0.113.77", userIdentity: { type: "IAMUser", arn: "arn:aws:iam::1:user/alice", accessKeyId: "AKIA123" } },
  requestParameters: { userPoolId: `eu-central-1_${randomUUID().slice(0, 8)}`, mfaConfiguration: "OFF" },
  ...changes,
});
const trailOf = (...details: unknown[]): PoolTrail => ({
  read: () => Promise.resolve(details.map((detail) => ({ detail, done: () => Promise.resolve() }))),
});
/** A pool is changed, and the rounds of one worker see it. */
async function raise(): Promise<string> {
  const detail = told();
  await createTrailRound({ database, clock, log }, trailOf(detail))();
  const metrics = createMetricRound({ database, clock, log }, meters);
  await createAlertRound({
    ...{ database, clock, log, approvedAt: { origin: "https://app.example.com", rpId: "app.example.com" } },
    ...{ mailTo: "alerts@holdfast.test", channels: ["webhook", "metric"], onSealed: metrics.sealed.add },
  })();
  return `pool:${detail.requestParameters.userPoolId}`;
}
const world = () => ({
  book: { resolve: async () => [{ address: "127.0.0.1", family: 4 as const }], isAllowed: () => true },
  ...{ port: hook.port, ca: HOOK_CERTIFICATE },
});
const sendWebhooks = () =>
  createAlertWebhookRound({ database, clock, log, url: `https://${HOOK_HOST}/alerts`, key: KEY, world: world() })();
const sendMetrics = () => createMetricRound({ database, clock, log }, meters).round();
const states = (subject: string) =>
  ops.asService((tx) =>
    tx.query<{ channel: string; outcome: string | null; attempts: number; error: string | null }>(
      `SELECT d.channel, d.outcome, d.attempts, d.last_error AS error FROM holdfast.alert_deliveries d JOIN holdfast.alerts a ON a.id = d.alert_id
        WHERE a.subject = $1 ORDER BY d.channel`,
      [subject],
    ),
  );

describe("an alert by webhook", () => {
  it("is sent once, whoever sends at the same time, and signed as Standard Webhooks says", async () => {
    const subject = await raise();
    await Promise.all([sendWebhooks(), sendWebhooks(), sendWebhooks()]);
    const [call, ...more] = hook.calls;
    expect(more).toEqual([]);
    const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signature } = call?.headers ?? {};
    const secret = Buffer.from(alertSecret(KEY).slice("whsec_".length), "base64");
    const text = `${String(id)}.${String(at)}.${call?.body ?? ""}`;
    expect(signature).toBe(`v1,${createHmac("sha256", secret).update(text).digest("base64")}`);
    expect(JSON.parse(call?.body ?? "")).toMatchObject({
      type: "alert",
      id,
      data: {
        signal: "pool_change",
        probe: "pool_tampering",
        subject,
        events: 1,
        chain: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      },
    });
    expect(await states(subject)).toMatchObject([
      { channel: "metric", outcome: null },
      { channel: "webhook", outcome: "sent", attempts: 1 },
    ]);
  });

  it("is kept while the endpoint is down, and sent once when it is back", async () => {
    const subject = await raise();
    hook.answer = (response) => {
      response.writeHead(503).end();
    };
    for (let count = 0; count < 4; count += 1) {
      await sendWebhooks();
      now += 20;
    }
    expect(await states(subject)).toMatchObject([{}, { outcome: null, error: "failed_5xx", attempts: 4 }]);
    hook.answer = (response) => {
      response.writeHead(200).end();
    };
    await sendWebhooks();
    await sendWebhooks();
    expect(hook.calls).toHaveLength(5);
    expect(new Set(hook.calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(await states(subject)).toMatchObject([{}, { outcome: "sent", attempts: 5 }]);
  });

  it("is given up after three days and stays on the list", async () => {
    const subject = await raise();
    hook.answer = (response) => {
      response.writeHead(500).end();
    };
    now += ALERT_AGE_SECONDS_MAX;
    await sendWebhooks();
    expect(await states(subject)).toMatchObject([{}, { outcome: null }]);
    now += 10;
    await sendWebhooks();
    expect(await states(subject)).toMatchObject([{}, { outcome: "given_up" }]);
  });
});

describe("an alert as a metric", () => {
  const attributes = { signal: "pool_change", probe: "pool_tampering" };

  it("counts one, as a delta, and the events that were sealed by kind", async () => {
    const subject = await raise();
    const metrics = createMetricRound({ database, clock, log }, meters);
    metrics.sealed.add(["pool_changed", "pool_changed", "session_opened"]);
    await metrics.round();
    await metrics.round();
    expect(otlp.sumOf("holdfast.alerts", attributes)).toBe(1);
    expect(otlp.sumOf("holdfast.security_events", { kind: "pool_changed" })).toBe(2);
    expect(otlp.sumOf("holdfast.security_events", { kind: "session_opened" })).toBe(1);
    expect(otlp.points().every(({ isDelta }) => isDelta)).toBe(true);
    expect(await states(subject)).toMatchObject([{ channel: "metric", outcome: "sent" }, {}]);
  });

  it("is kept while the collector is down, and counts one when it is back", async () => {
    const subject = await raise();
    const metrics = createMetricRound({ database, clock, log }, meters);
    metrics.sealed.add(["session_opened"]);
    otlp.status = 400;
    for (let count = 0; count < 2; count += 1) {
      await metrics.round();
      now += 20;
    }
    expect(await states(subject)).toMatchObject([{ outcome: null, error: "not_reached", attempts: 2 }, {}]);
    otlp.status = 200;
    await metrics.round();
    now += 20;
    await sendMetrics();
    expect(otlp.sumOf("holdfast.alerts", attributes)).toBe(1);
    expect(otlp.sumOf("holdfast.security_events", { kind: "session_opened" })).toBe(1);
  });
});

describe("an alert by mail", () => {
  it("is queued with the alert, and names no address, no trader and no secret", async () => {
    const before = await mails();
    await raise();
    const [mail, ...more] = (await mails()).slice(before.length);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ recipient: "alerts@holdfast.test", subject: "Holdfast alert: pool_change (pool_tampering)" });
    for (const part of ["UpdateUserPool done: 1", "docs/runbook/alerts.md", "https://app.example.com/ops"])
      expect(mail?.body).toContain(part);
    expect(mail?.body).toMatch(/Chain of security events: \d+:[0-9a-f]{64}\n/);
    expect(mail?.body).not.toMatch(/alice|AKIA|203\.0\.113\.77/);
  });
  const mails = () =>
    database.asService((tx) =>
      tx.query<{ recipient: string; subject: string; body: string }>(
        "SELECT recipient, subject, body FROM holdfast.mail_outbox ORDER BY queued_at, id",
      ),
    );
});

describe("the trail of a pool", () => {
  const changes = () =>
    database.asService((tx) =>
      tx.query<{ detail: Record<string, string> }>("SELECT detail FROM holdfast.security_events WHERE kind = 'pool_changed' ORDER BY id"),
    );

  it("is written once, however often CloudTrail tells it and whoever reads", async () => {
    const before = (await changes()).length;
    const detail = told();
    await Promise.all([1, 2, 3].map(() => createTrailRound({ database, clock, log }, trailOf(detail, detail))()));
    expect((await changes()).slice(before)).toMatchObject([
      {
        detail: {
          trailId: detail.eventID,
          operation: "UpdateUserPool",
          outcome: "done",
          network: "203.0.113.0/24",
          changed: "mfaConfiguration",
        },
      },
    ]);
  });

  it("tells refused changes too, and nothing of sign-ins, reads and other services", () => {
    expect(poolChangeOf(told({ errorCode: "AccessDenied" }))).toMatchObject({ outcome: "refused" });
    expect(poolChangeOf(told({ eventName: "AdminSetUserPassword" }))).toMatchObject({ operation: "AdminSetUserPassword" });
    expect(poolChangeOf(told({ sourceIPAddress: "cloudformation.amazonaws.com" }))).toMatchObject({
      network: "cloudformation.amazonaws.com",
    });
    expect(
      poolChangeOf(told({ eventName: "CreateUserPool", requestParameters: {}, responseElements: { userPool: { id: "eu_X" } } })),
    ).toMatchObject({ poolId: "eu_X" });
    for (const eventName of ["InitiateAuth", "AdminGetUser", "ListUserPools", "AdminCreateUser", "SignUp", "RespondToAuthChallenge"])
      expect(poolChangeOf(told({ eventName })), eventName).toBeNull();
    for (const odd of [
      null,
      7,
      {},
      told({ eventSource: "ec2.amazonaws.com" }),
      told({ eventTime: "yesterday" }),
      told({ eventName: "x'; DROP" }),
    ])
      expect(poolChangeOf(odd)).toBeNull();
  });

  it("keeps no value of what was changed, and nobody's name", () => {
    const change = poolChangeOf(
      told({ requestParameters: { userPoolId: "eu_1", lambdaConfig: { preSignUp: "arn:secret" }, clientSecret: "hunter2" } }),
    );
    expect(change).toMatchObject({ changed: "lambdaConfig clientSecret" });
    expect(JSON.stringify(change)).not.toMatch(/alice|AKIA|hunter2|arn:secret|203\.0\.113\.77/);
  });

  it("comes from a queue in production: what was written is deleted, and what is no event of a pool with it", async () => {
    const [messages, deleted]: [{ Body: string; ReceiptHandle: string }[], string[]] = [[], []];
    const detail = told();
    messages.push({
      Body: JSON.stringify({ source: "aws.cognito-idp", "detail-type": "AWS API Call via CloudTrail", detail }),
      ReceiptHandle: "one",
    });
    messages.push({ Body: "no json", ReceiptHandle: "two" });
    const queue = {
      send: (command: { input: { ReceiptHandle?: string } }) => {
        const { ReceiptHandle } = command.input;
        if (ReceiptHandle !== undefined) deleted.push(ReceiptHandle);
        return Promise.resolve(ReceiptHandle === undefined ? { Messages: messages } : {});
      },
    } as unknown as Queue;
    const before = (await changes()).length;
    await createTrailRound({ database, clock, log }, createSqsTrail("https://sqs.eu-central-1.amazonaws.com/1/trail", queue))();
    expect((await changes()).slice(before)).toMatchObject([{ detail: { trailId: detail.eventID } }]);
    expect(deleted).toEqual(["one", "two"]);
  });

  it("that cannot be reached is logged once, stops nothing, and is read when it is back", async () => {
    const lines: string[] = [];
    const noting = { ...log, error: (event: string) => void lines.push(event), info: (event: string) => void lines.push(event) };
    let isDown = true;
    const detail = told();
    const round = createTrailRound(
      { database, clock, log: noting },
      { read: () => (isDown ? Promise.reject(new Error("away")) : trailOf(detail).read()) },
    );
    expect([await round(), await round()]).toEqual(["idle", "idle"]);
    isDown = false;
    expect(await round()).toBe("busy");
    expect(lines).toEqual(["pool_trail_down", "pool_trail_well_again"]);
    await expect(createLocalTrail("http://127.0.0.1:1/_testpool/trail").read()).rejects.toThrow();
  });
});
