import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { INDEX_SETTINGS_SCHEMA, parseIndexSettings } from "./index-settings";

const ADDRESS = `0x${"a".repeat(40)}`;
const LIST = JSON.stringify({
  networks: [{ id: "ethereum", chainId: 1, label: "Ethereum", startBlock: 1, usdAnchors: [ADDRESS], pairs: [ADDRESS] }],
});
const PRODUCTION = {
  APP_ORIGIN: "https://app.example.com",
  CHAIN_RPC_URL: "https://rpc.example.com",
  POOL_LIST_FILE: "/pool-list.json",
  COGNITO_TOKEN_URL: "https://pool.auth.eu-central-1.amazoncognito.com/oauth2/token",
  COGNITO_MACHINE_CLIENT_ID: "9example87654321",
  INDEXER_CLIENT_SECRET: "the-secret-of-the-machine-client",
};
const parse = (environment: Record<string, string | undefined>, list = LIST) => parseIndexSettings(environment, () => list);
const refusalOf = (...given: Parameters<typeof parse>) => {
  const result = parse(...given);
  return result.ok ? null : result.refusal;
};

describe("the indexer's settings", () => {
  it("are accepted for production and for the demo", () => {
    expect(parse(PRODUCTION)).toMatchObject({
      ok: true,
      value: { rangeBlocksMax: 5_000, clockFile: null, pools: { networks: [{ id: "ethereum", isSimulated: false }] } },
    });
    const demo = {
      ...PRODUCTION,
      HOLDFAST_MODE: "demo",
      APP_ORIGIN: "http://localhost:3000",
      COGNITO_TOKEN_URL: "http://127.0.0.1:9330/oauth2/token",
      HOLDFAST_CLOCK_FILE: "/clock",
    };
    expect(parse(demo)).toMatchObject({ ok: true, value: { clockFile: "/clock" } });
  });

  it.each(Object.keys(PRODUCTION))("stop the start when %s is absent, and name it", (name) => {
    expect(refusalOf({ ...PRODUCTION, [name]: undefined })).toBe(`${name} is not set.`);
  });

  it.each(["DATABASE_URL", "SETTLEMENT_KEY", "SETTLEMENT_KMS_KEY_ID", "SESSION_SEAL_KEY", "COGNITO_CLIENT_SECRET"])(
    "refuse %s, which is others'",
    (name) => {
      expect(refusalOf({ ...PRODUCTION, [name]: "whatever it is" })).toBe(`${name} is set, but it must never enter this process.`);
    },
  );

  it.each([
    ["APP_ORIGIN", "http://app.example.com"],
    ["APP_ORIGIN", "https://app.example.com/path"],
    ["COGNITO_TOKEN_URL", "http://pool.example.com/oauth2/token"],
    ["HOLDFAST_CLOCK_FILE", "/clock"],
    ["CHAIN_RPC_URL", "rpc"],
    ["INDEX_RANGE_BLOCKS_MAX", "0"],
    ["INDEXER_CLIENT_SECRET", "short"],
  ])("refuse a production start with %s = %s", (name, value) => {
    expect(refusalOf({ ...PRODUCTION, [name]: value })).toMatch(new RegExp(`^${name} [^\\n]+\\.$`));
  });

  it.each(["", "[]", '{"networks":[]}', LIST.replace(ADDRESS, "0x12")])("refuse the pool list %j", (list) => {
    expect(refusalOf(PRODUCTION, list)).toMatch(/^POOL_LIST_FILE /);
  });

  it("never print the secret", () => {
    expect(JSON.stringify(parse(PRODUCTION))).not.toContain(PRODUCTION.INDEXER_CLIENT_SECRET);
  });
});

describe("worker/index/.env.example", () => {
  const lines = [...readFileSync("worker/index/.env.example", "utf8").matchAll(/^(# )?([A-Z][A-Z0-9_]+)=(.*)$/gm)];

  it("lists exactly the settings there are, and leaves those on that must be set", () => {
    expect(lines.map(([, , name]) => name).sort()).toEqual(Object.keys(INDEX_SETTINGS_SCHEMA.shape).sort());
    const given = Object.fromEntries(lines.filter(([, off]) => off === undefined).map(([, , name = "", value]) => [name, value]));
    expect(Object.keys(given).sort()).toEqual(Object.keys(PRODUCTION).sort());
    expect(refusalOf(given)).toBe(null);
  });
});
