import { describe, expect, it } from "vitest";
import { parseSettings } from "./parse-settings";

const DEMO = {
  HOLDFAST_MODE: "demo",
  APP_ORIGIN: "http://localhost:3000",
  COGNITO_REGION: "eu-central-1",
  COGNITO_USER_POOL_ID: "eu-central-1_AbCdEf123",
  COGNITO_CLIENT_ID: "client1",
  COGNITO_CLIENT_SECRET: "s".repeat(40),
  COGNITO_ENDPOINT: "http://127.0.0.1:9330/",
  DATABASE_URL: "postgres://app:pw@127.0.0.1:5432/holdfast?application_name=holdfast-embedded",
  SESSION_SEAL_KEY: `demo.${"k".repeat(43)}`,
  RECOVERY_TICKET_KEY: `demo.${"t".repeat(43)}`,
  WEBHOOK_KEY: `demo.${"w".repeat(43)}`,
  CHAIN_RPC_URL: "http://127.0.0.1:8545",
};
const PRODUCTION = {
  ...DEMO,
  HOLDFAST_MODE: "production",
  APP_ORIGIN: "https://app.example.com",
  COGNITO_ENDPOINT: "",
  DATABASE_URL: "postgres://app:pw@db.internal:5432/holdfast",
  SESSION_SEAL_KEY: "k".repeat(43),
  RECOVERY_TICKET_KEY: "t".repeat(43),
  WEBHOOK_KEY: "w".repeat(43),
};
const refusalOf = (environment: Record<string, string | undefined>) => {
  const result = parseSettings(environment);
  return result.ok ? null : result.refusal;
};

describe("settings", () => {
  it("are accepted for a demo on loopback, with the test pool's addresses", () => {
    const result = parseSettings(DEMO);
    expect(result).toMatchObject({
      ok: true,
      value: {
        mode: "demo",
        pool: { endpoint: "http://127.0.0.1:9330", jwksUrl: "http://127.0.0.1:9330/eu-central-1_AbCdEf123/.well-known/jwks.json" },
      },
    });
  });

  it("are accepted for production, with AWS's addresses and the pinned issuer", () => {
    const result = parseSettings({ ...PRODUCTION, COGNITO_ISSUER_TYPE: "UPDATED" });
    expect(result).toMatchObject({
      ok: true,
      value: {
        pool: {
          endpoint: "https://cognito-idp.eu-central-1.amazonaws.com",
          issuer: "https://issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123",
        },
      },
    });
  });

  it.each(Object.keys(DEMO).filter((name) => !["HOLDFAST_MODE", "COGNITO_ENDPOINT"].includes(name)))(
    "stop the start when %s is absent, and name it",
    (name) => {
      expect(refusalOf({ ...DEMO, [name]: undefined })).toMatch(new RegExp(`^${name} is not set`));
    },
  );

  it.each([
    ["COGNITO_ENDPOINT", { COGNITO_ENDPOINT: "http://127.0.0.1:9330" }],
    ["DATABASE_URL", { DATABASE_URL: DEMO.DATABASE_URL }],
    ["SESSION_SEAL_KEY", { SESSION_SEAL_KEY: DEMO.SESSION_SEAL_KEY }],
    ["RECOVERY_TICKET_KEY", { RECOVERY_TICKET_KEY: DEMO.RECOVERY_TICKET_KEY }],
    ["RECOVERY_TICKET_KEY", { RECOVERY_TICKET_KEY: PRODUCTION.SESSION_SEAL_KEY }],
    ["WEBHOOK_KEY", { WEBHOOK_KEY: DEMO.WEBHOOK_KEY }],
    ["WEBHOOK_KEY", { WEBHOOK_KEY: PRODUCTION.SESSION_SEAL_KEY }],
    ["WEBHOOK_KEY", { WEBHOOK_KEY: PRODUCTION.RECOVERY_TICKET_KEY }],
    ["HOLDFAST_CLOCK_FILE", { HOLDFAST_CLOCK_FILE: "/clock" }],
    ["APP_ORIGIN", { APP_ORIGIN: "http://app.example.com" }],
    ["APP_ORIGIN", { APP_ORIGIN: "https://app.example.com/path" }],
    ["SETTLEMENT_KEY", { SETTLEMENT_KEY: "0x1" }],
    ["SETTLEMENT_KMS_KEY_ID", { SETTLEMENT_KMS_KEY_ID: "alias/any" }],
    ["COGNITO_USER_POOL_ID", { COGNITO_REGION: "us-east-1" }],
    ["SESSION_IDLE_SECONDS", { SESSION_IDLE_SECONDS: "7200", SESSION_ABSOLUTE_SECONDS: "3600" }],
    ["ACCESS_TOKEN_SECONDS_MAX", { ACCESS_TOKEN_SECONDS_MAX: "5 minutes" }],
  ])("refuse a production start with an unsafe %s", (name, change) => {
    expect(refusalOf({ ...PRODUCTION, ...change })).toContain(name);
  });

  it("refuse demo mode for an origin that is not loopback", () => {
    expect(refusalOf({ ...DEMO, APP_ORIGIN: "https://app.example.com" })).toContain("HOLDFAST_MODE=demo");
  });

  it("never print a secret", () => {
    const result = parseSettings(DEMO);
    expect(JSON.stringify(result)).not.toContain(DEMO.COGNITO_CLIENT_SECRET);
    expect(refusalOf({ ...DEMO, SESSION_SEAL_KEY: "short-secret" })).not.toContain("short-secret");
  });
});
