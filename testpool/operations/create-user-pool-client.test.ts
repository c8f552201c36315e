import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startContractPool, type ContractPool } from "../testing/contract-pool";
import { refusalOf } from "../testing/drive-pool";

let pool: ContractPool;
let poolId = "";

beforeAll(async () => {
  pool = await startContractPool(sdk);
  poolId = await pool.stand.newPool({ Schema: [{ Name: "email", Required: true }, { Name: "desk" }] });
  const Scopes = [{ ScopeName: "write", ScopeDescription: "Places orders" }];
  await pool.stand.send("CreateResourceServer", { UserPoolId: poolId, Identifier: "orders", Name: "Orders", Scopes });
}, 30_000);
afterAll(() => pool.running.close());

const create = async (settings: object) => {
  const answer = await pool.stand.send("CreateUserPoolClient", { UserPoolId: poolId, ClientName: "Web", ...settings });
  return answer["UserPoolClient"] as Record<string, unknown> & { ClientId: string };
};
const recordOf = (id: string) => pool.running.pool.needs.store.get("clients", id);
const refused = (settings: object) => refusalOf(create(settings));
const MACHINE = { AllowedOAuthFlows: ["client_credentials"], AllowedOAuthFlowsUserPoolClient: true };

describe("a new client", () => {
  test("is public and has AWS's defaults", async () => {
    const made = await create({});
    expect(made.ClientId).toMatch(/^[0-9a-z]{26}$/);
    expect(made).toMatchObject({ ClientName: "Web", RefreshTokenValidity: 30, AuthSessionValidity: 3, EnableTokenRevocation: true });
    expect(made).not.toHaveProperty("ClientSecret");
    expect(recordOf(made.ClientId)).toMatchObject({
      secret: null,
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
      accessTokenSeconds: 3600,
      refreshTokenSeconds: 30 * 86_400,
      preventUserExistenceErrors: false,
      readAttributes: null,
    });
  });

  test("obeys every setting that it was made with, and repeats it", async () => {
    const settings = {
      AccessTokenValidity: 5,
      IdTokenValidity: 600,
      RefreshTokenValidity: 2,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "seconds", RefreshToken: "hours" },
      ReadAttributes: ["email", "custom:desk"],
      WriteAttributes: ["email", "nickname"],
      ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
      EnableTokenRevocation: false,
      AuthSessionValidity: 15,
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 60 },
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "orders/write"],
      AllowedOAuthFlowsUserPoolClient: true,
      CallbackURLs: ["https://holdfast.test/callback"],
    };
    const made = await create(settings);
    expect(made).toMatchObject(settings);
    expect(recordOf(made.ClientId)).toMatchObject({
      accessTokenSeconds: 300,
      idTokenSeconds: 600,
      refreshTokenSeconds: 7200,
      readAttributes: ["email", "custom:desk"],
      writeAttributes: ["email", "nickname"],
      explicitAuthFlows: settings.ExplicitAuthFlows,
      preventUserExistenceErrors: true,
      tokenRevocation: false,
      authSessionSeconds: 900,
      rotation: { enabled: true, graceSeconds: 60 },
      oauthFlows: ["code"],
      oauthScopes: ["openid", "orders/write"],
    });
  });

  test("gets a secret when it asks for one, or keeps the one that it brings", async () => {
    const made = await create({ GenerateSecret: true });
    expect(made["ClientSecret"]).toMatch(/^[0-9a-z]{51,52}$/);
    expect(recordOf(made.ClientId)?.secret).toBe(made["ClientSecret"]);
    expect((await create({ ClientSecret: "a1".repeat(12) }))["ClientSecret"]).toBe("a1".repeat(12));
    expect((await refused({ ClientSecret: "a1".repeat(12), GenerateSecret: true })).name).toBe("InvalidParameterException");
  });

  test("of the machine flow has a secret and scopes of a resource server", async () => {
    expect((await refused(MACHINE)).name).toBe("InvalidOAuthFlowException");
    const secret = { ...MACHINE, GenerateSecret: true };
    expect((await refused({ ...secret, AllowedOAuthScopes: ["orders/read"] })).name).toBe("ScopeDoesNotExistException");
    expect((await refused({ ...secret, AllowedOAuthScopes: ["openid"] })).name).toBe("InvalidOAuthFlowException");
    expect((await refused({ ...secret, AllowedOAuthFlows: ["client_credentials", "code"] })).name).toBe("InvalidOAuthFlowException");
    const made = await create({ ...secret, AllowedOAuthScopes: ["orders/write"] });
    expect(recordOf(made.ClientId)?.oauthFlows).toEqual(["client_credentials"]);
  });
});

describe("lifetimes", () => {
  const minutes = (AccessTokenValidity: number) => ({ AccessTokenValidity, TokenValidityUnits: { AccessToken: "minutes" } });
  const refresh = (RefreshTokenValidity: number, RefreshToken: string) => ({ RefreshTokenValidity, TokenValidityUnits: { RefreshToken } });

  test.each([
    ["access tokens of 4 minutes", minutes(4), minutes(5)],
    ["access tokens of 25 hours", { AccessTokenValidity: 25 }, { AccessTokenValidity: 24 }],
    ["refresh tokens of 59 minutes", refresh(59, "minutes"), refresh(60, "minutes")],
    ["refresh tokens of more than ten years", refresh(3651, "days"), refresh(3650, "days")],
    ["refresh tokens that end before access tokens", { ...refresh(1, "hours"), AccessTokenValidity: 2 }, refresh(1, "hours")],
    ["challenge sessions of 2 minutes", { AuthSessionValidity: 2 }, { AuthSessionValidity: 3 }],
  ])("%s are refused, and the nearest lawful ones accepted", async (_what, wrong, right) => {
    expect((await refused(wrong)).name).toBe("InvalidParameterException");
    await create(right);
  });

  test("of refresh tokens: zero counts as 30 days", async () => {
    expect(recordOf((await create({ RefreshTokenValidity: 0 })).ClientId)?.refreshTokenSeconds).toBe(30 * 86_400);
  });
});

describe("settings that AWS refuses", () => {
  const ROTATION = { RefreshTokenRotation: { Feature: "ENABLED" } };

  test.each([
    ["flows with and without ALLOW_", { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"] }],
    ["an unknown flow", { ExplicitAuthFlows: ["ALLOW_EVERYTHING"] }],
    ["rotation beside ALLOW_REFRESH_TOKEN_AUTH", { ...ROTATION, ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"] }],
    ["rotation beside the default flows", ROTATION],
    [
      "a grace of 61 seconds",
      { RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 61 }, ExplicitAuthFlows: ["ALLOW_USER_AUTH"] },
    ],
    ["reading what the pool does not have", { ReadAttributes: ["custom:nothing"] }],
    ["writing what only the pool writes", { WriteAttributes: ["email", "email_verified"] }],
    ["not writing what the pool requires", { WriteAttributes: ["nickname"] }],
    ["an identity provider that is not there", { SupportedIdentityProviders: ["Google"] }],
    ["a default redirect that is no callback", { DefaultRedirectURI: "https://holdfast.test/" }],
  ])("%s", async (_what, settings) => {
    expect((await refused(settings)).name).toBe("InvalidParameterException");
  });

  test("legacy flows among themselves are accepted", async () => {
    const { ClientId } = await create({ ExplicitAuthFlows: ["USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"] });
    expect(recordOf(ClientId)?.explicitAuthFlows).toEqual(["USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"]);
  });
});
