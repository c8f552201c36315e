import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseWorkerSettings, WORKER_SETTINGS_SCHEMA } from "./worker-settings";

const KEY = `0x${"a1".repeat(32)}`;
const ADDRESS = `0x${"b2".repeat(20)}`;
const PRODUCTION = {
  APP_ORIGIN: "https://app.example.com",
  DATABASE_URL: "postgres://holdfast_worker:pw@db.internal:5432/holdfast",
  CHAIN_RPC_URL: "https://rpc.example.com",
  SETTLEMENT_KMS_KEY_ID: "alias/holdfast-settlement",
  SETTLEMENT_ADDRESS: ADDRESS,
  WEBHOOK_KEY: "w".repeat(43),
  MAIL_SMTP_URL: "smtps://user:mailpass@mail.example.com:465",
  MAIL_FROM: "Holdfast <notices@example.com>",
};
const WITH_KEY = { ...PRODUCTION, SETTLEMENT_KMS_KEY_ID: undefined, SETTLEMENT_ADDRESS: undefined, SETTLEMENT_KEY: KEY };
const DEMO = {
  ...WITH_KEY,
  HOLDFAST_MODE: "demo",
  APP_ORIGIN: "http://localhost:3000",
  DATABASE_URL: "postgres://holdfast_worker:pw@127.0.0.1:5432/holdfast?application_name=holdfast-embedded",
  SETTLEMENT_KEY: `demo.${KEY}`,
  WEBHOOK_KEY: `demo.${"w".repeat(43)}`,
  MAIL_SMTP_URL: "smtp://127.0.0.1:9325",
  HOLDFAST_CLOCK_FILE: "/clock",
};
const refusalOf = (environment: Record<string, string | undefined>) => {
  const result = parseWorkerSettings(environment);
  return result.ok ? null : result.refusal;
};

describe("the worker's settings", () => {
  it("are accepted for production and for the demo, whose key loses its mark", () => {
    const expected = {
      approvedAt: { origin: "https://app.example.com", rpId: "app.example.com" },
      confirmationsNeeded: 3,
      clockFile: null,
    };
    expect(parseWorkerSettings(PRODUCTION)).toMatchObject({ ok: true, value: expected });
    const demo = parseWorkerSettings({ ...DEMO, SETTLEMENT_CONFIRMATIONS: "12", HOLDFAST_PARENT_PID: "4711" });
    expect(demo).toMatchObject({ ok: true, value: { confirmationsNeeded: 12, clockFile: "/clock", parentPid: 4711 } });
    const source = demo.ok ? demo.value.settlement.source : null;
    expect(source !== null && "key" in source && source.key.reveal()).toBe(KEY);
  });

  it("name who pays by a key of KMS or by a private key, and never by both or none", () => {
    const kms = { source: { kmsKeyId: "alias/holdfast-settlement" }, address: ADDRESS };
    expect(parseWorkerSettings(PRODUCTION)).toMatchObject({ ok: true, value: { settlement: kms } });
    expect(parseWorkerSettings(WITH_KEY)).toMatchObject({ ok: true, value: { settlement: { address: null } } });
    expect(parseWorkerSettings({ ...WITH_KEY, SETTLEMENT_ADDRESS: ADDRESS })).toMatchObject({
      value: { settlement: { address: ADDRESS } },
    });
    expect(refusalOf({ ...PRODUCTION, SETTLEMENT_KEY: KEY })).toMatch(/^SETTLEMENT_KMS_KEY_ID and SETTLEMENT_KEY are both set/);
    expect(refusalOf({ ...WITH_KEY, SETTLEMENT_KEY: "" })).toMatch(/^SETTLEMENT_KEY is not set, and neither is SETTLEMENT_KMS_KEY_ID/);
    expect(refusalOf({ ...PRODUCTION, SETTLEMENT_ADDRESS: undefined })).toMatch(/^SETTLEMENT_ADDRESS is not set/);
  });

  it("name no channel of alerts unless told, and take each of them", () => {
    expect(parseWorkerSettings(PRODUCTION)).toMatchObject({
      value: { alerts: { mailTo: null, webhook: null, otlpEndpoint: null, poolTrail: null } },
    });
    const queue = "https://sqs.eu-central-1.amazonaws.com/123456789012/pool-trail";
    const given = {
      ALERT_MAIL_TO: "security@example.com",
      ALERT_WEBHOOK_URL: "https://hooks.holdfast-ops.com/in",
      ALERT_WEBHOOK_KEY: "k".repeat(43),
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
      POOL_TRAIL_QUEUE_URL: queue,
    };
    expect(parseWorkerSettings({ ...PRODUCTION, ...given })).toMatchObject({
      value: {
        alerts: {
          ...{ mailTo: given.ALERT_MAIL_TO, webhook: { url: given.ALERT_WEBHOOK_URL }, otlpEndpoint: given.OTEL_EXPORTER_OTLP_ENDPOINT },
          poolTrail: { kind: "queue", url: queue },
        },
      },
    });
    const local = { POOL_TRAIL_URL: "http://127.0.0.1:9330/_testpool/trail" };
    expect(parseWorkerSettings({ ...DEMO, ...local })).toMatchObject({ value: { alerts: { poolTrail: { kind: "local" } } } });
  });

  it.each(Object.keys(PRODUCTION).filter((name) => !name.startsWith("SETTLEMENT_")))(
    "stop the start when %s is absent, and name it",
    (name) => {
      expect(refusalOf({ ...PRODUCTION, [name]: undefined })).toBe(`${name} is not set.`);
      expect(refusalOf({ ...PRODUCTION, [name]: "" })).toBe(`${name} is not set.`);
    },
  );

  it.each([
    ["SETTLEMENT_KEY", "0x1234"],
    ["SETTLEMENT_KMS_KEY_ID", "the settlement key"],
    ["SETTLEMENT_ADDRESS", "0x1234"],
    ["DATABASE_URL", DEMO.DATABASE_URL],
    ["DATABASE_URL", "mysql://x"],
    ["HOLDFAST_CLOCK_FILE", "/clock"],
    ["APP_ORIGIN", "http://app.example.com"],
    ["APP_ORIGIN", "https://app.example.com/path"],
    ["CHAIN_RPC_URL", "rpc"],
    ["MAIL_SMTP_URL", DEMO.MAIL_SMTP_URL],
    ["MAIL_SMTP_URL", "https://mail.example.com"],
    ["MAIL_FROM", "nobody at all"],
    ["MAIL_FROM", "a@example.com\nBcc: b@example.com"],
    ["ALERT_MAIL_TO", "nobody"],
    ["ALERT_WEBHOOK_URL", "https://127.0.0.1/in"],
    ["ALERT_WEBHOOK_URL", "https://hooks.holdfast-ops.com/in"],
    ["ALERT_WEBHOOK_KEY", "short"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "grpc://collector"],
    ["POOL_TRAIL_QUEUE_URL", "http://sqs.eu-central-1.amazonaws.com/1/trail"],
    ["POOL_TRAIL_URL", "http://127.0.0.1:9330/_testpool/trail"],
    ["SETTLEMENT_CONFIRMATIONS", "0"],
    ["SETTLEMENT_CONFIRMATIONS", "few"],
  ])("refuse a production start with %s = %s, in one sentence without the value", (name, value) => {
    const refusal = refusalOf({ ...PRODUCTION, [name]: value }) ?? "";
    expect(refusal).toMatch(new RegExp(`^${name} [^\\n]+\\.$`));
    expect(value.length < 5 || !refusal.includes(value)).toBe(true);
  });

  it("refuse a production start with the demo's key", () => {
    expect(refusalOf({ ...WITH_KEY, SETTLEMENT_KEY: DEMO.SETTLEMENT_KEY })).toMatch(/^SETTLEMENT_KEY is a demo key/);
  });

  it("refuse the demo for an origin that is not loopback", () => {
    expect(refusalOf({ ...DEMO, APP_ORIGIN: "https://app.example.com" })).toContain("HOLDFAST_MODE=demo");
  });

  it("never print the key or the mail service's password", () => {
    expect(JSON.stringify(parseWorkerSettings(WITH_KEY))).not.toMatch(/a1a1|mailpass/);
  });
});

describe("worker/.env.example", () => {
  const lines = [...readFileSync("worker/.env.example", "utf8").matchAll(/^(# )?([A-Z][A-Z0-9_]+)=(.*)$/gm)];

  it("lists exactly the settings that the schema knows, and leaves those on that must be set", () => {
    expect(lines.map(([, , name]) => name).sort()).toEqual(Object.keys(WORKER_SETTINGS_SCHEMA.shape).sort());
    const given = lines.filter(([, off]) => off === undefined).map(([, , name]) => name);
    expect(given.sort()).toEqual(Object.keys(PRODUCTION).sort());
  });

  it("is accepted as it stands, and shows the true default", () => {
    const given: Record<string, string | undefined> = {};
    for (const [, off, name, value] of lines) if (off === undefined) given[name ?? ""] = value;
    const parsed = parseWorkerSettings(given);
    expect(parsed.ok ? "" : parsed.refusal).toBe("");
    expect(lines.find(([, , name]) => name === "SETTLEMENT_CONFIRMATIONS")?.[3]).toBe("3");
  });
});
