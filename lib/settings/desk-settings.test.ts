import { describe, expect, it } from "vitest";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { parseSettings } from "./parse-settings";

const DESK = {
  COGNITO_STAFF_USER_POOL_ID: "eu-central-1_Staff0000",
  COGNITO_STAFF_CLIENT_ID: "staffclient",
  COGNITO_STAFF_CLIENT_SECRET: "staffclientsecret0123456789",
  OPS_DATABASE_URL: "postgres://holdfast_ops@127.0.0.1:9/none",
};
const refusalOf = (environment: Record<string, string | undefined>) => {
  const result = parseSettings({ ...TEST_ENVIRONMENT, ...environment });
  return result.ok ? null : result.refusal;
};

describe("the settings of the support desk", () => {
  it("may be absent: then there is no desk", () => {
    expect(parseSettings(TEST_ENVIRONMENT)).toMatchObject({ ok: true, value: { desk: null } });
  });

  it("name the staff's pool, with its own keys and issuer", () => {
    expect(parseSettings({ ...TEST_ENVIRONMENT, ...DESK })).toMatchObject({
      ok: true,
      value: {
        desk: {
          pool: {
            userPoolId: "eu-central-1_Staff0000",
            issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Staff0000",
            jwksUrl: "http://127.0.0.1:9/eu-central-1_Staff0000/.well-known/jwks.json",
          },
        },
      },
    });
  });

  it.each(Object.keys(DESK))("stop the start when only %s is absent, and name it", (name) => {
    expect(refusalOf({ ...DESK, [name]: undefined })).toMatch(new RegExp(`^${name} is not set`));
  });

  it.each([
    ["the traders' pool", "COGNITO_STAFF_USER_POOL_ID", TEST_ENVIRONMENT.COGNITO_USER_POOL_ID],
    ["a pool of another region", "COGNITO_STAFF_USER_POOL_ID", "us-east-1_Staff0000"],
    ["the product's own database role", "OPS_DATABASE_URL", TEST_ENVIRONMENT.DATABASE_URL],
  ])("refuse %s", (_, name, value) => {
    expect(refusalOf({ ...DESK, [name]: value })).toContain(name);
  });
});
