// Contract cases of pools, clients, groups and resource servers.
import type { ContractCase } from "../contract-case";
import { aCase, ownName, sharedPool } from "./admin-scene";

const LITE = { UserPoolTier: "LITE" };
const MACHINE = { AllowedOAuthFlows: ["client_credentials"], AllowedOAuthFlowsUserPoolClient: true };

const POOLS: readonly ContractCase[] = [
  aCase("CreateUserPool", "success", "every setting at its default", (stand) => stand.newPool()),
  aCase("CreateUserPool", "FeatureUnavailableInTierException", "a passwordless first factor in the Lite tier", (stand) =>
    stand.newPool({ ...LITE, Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } }),
  ),
  aCase("CreateUserPool", "InvalidParameterException", "alias attributes and username attributes together", (stand) =>
    stand.newPool({ AliasAttributes: ["email"], UsernameAttributes: ["email"] }),
  ),
  aCase("CreateUserPool", "InvalidParameterException", "required MFA without an SMS configuration", (stand) =>
    stand.newPool({ MfaConfiguration: "ON" }),
  ),
  aCase("CreateUserPool", "InvalidParameterException", "a password of five characters at least", (stand) =>
    stand.newPool({ Policies: { PasswordPolicy: { MinimumLength: 5 } } }),
  ),
  aCase("CreateUserPool", "InvalidParameterException", "a custom attribute that is required", (stand) =>
    stand.newPool({ Schema: [{ Name: "desk", AttributeDataType: "String", Required: true }] }),
  ),
  aCase("SetUserPoolMfaConfig", "success", "authenticator apps, optional", async (stand) =>
    stand.send("SetUserPoolMfaConfig", {
      UserPoolId: await stand.newPool(),
      SoftwareTokenMfaConfiguration: { Enabled: true },
      MfaConfiguration: "OPTIONAL",
    }),
  ),
  aCase("SetUserPoolMfaConfig", "FeatureUnavailableInTierException", "codes by email in the Lite tier", async (stand) =>
    stand.send("SetUserPoolMfaConfig", {
      UserPoolId: await stand.newPool(LITE),
      EmailMfaConfiguration: { Message: "Your code is {####}", Subject: "Your code" },
      MfaConfiguration: "OPTIONAL",
    }),
  ),
  aCase("SetUserPoolMfaConfig", "InvalidParameterException", "required MFA without a method", async (stand) =>
    stand.send("SetUserPoolMfaConfig", { UserPoolId: await stand.newPool(), MfaConfiguration: "ON" }),
  ),
];

const CLIENTS: readonly ContractCase[] = [
  aCase("CreateUserPoolClient", "success", "a confidential client", async (stand) =>
    stand.newClient(await sharedPool(stand), { GenerateSecret: true }),
  ),
  aCase("CreateUserPoolClient", "FeatureUnavailableInTierException", "USER_AUTH in the Lite tier", async (stand) =>
    stand.newClient(await stand.newPool(LITE), { ExplicitAuthFlows: ["ALLOW_USER_AUTH"] }),
  ),
  aCase("CreateUserPoolClient", "InvalidOAuthFlowException", "the machine flow without a secret", async (stand) =>
    stand.newClient(await sharedPool(stand), MACHINE),
  ),
  aCase("CreateUserPoolClient", "ScopeDoesNotExistException", "a scope that no resource server has", async (stand) =>
    stand.newClient(await sharedPool(stand), { ...MACHINE, GenerateSecret: true, AllowedOAuthScopes: ["orders/write"] }),
  ),
  aCase("CreateUserPoolClient", "InvalidParameterException", "rotation beside ALLOW_REFRESH_TOKEN_AUTH", async (stand) =>
    stand.newClient(await sharedPool(stand), {
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
    }),
  ),
  aCase("CreateUserPoolClient", "InvalidParameterException", "access tokens of four minutes", async (stand) =>
    stand.newClient(await sharedPool(stand), { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: "minutes" } }),
  ),
  aCase("CreateUserPoolClient", "ResourceNotFoundException", "a pool that is not there", (stand) => stand.newClient("us-east-1_Nowhere00")),
];

const REST: readonly ContractCase[] = [
  aCase("CreateGroup", "success", "a name that the pool has not", async (stand) =>
    stand.send("CreateGroup", { UserPoolId: await sharedPool(stand), GroupName: ownName(), Precedence: 1 }),
  ),
  aCase("CreateGroup", "GroupExistsException", "a name that the pool has", async (stand) => {
    const group = { UserPoolId: await sharedPool(stand), GroupName: ownName() };
    await stand.send("CreateGroup", group);
    return stand.send("CreateGroup", group);
  }),
  aCase("CreateResourceServer", "success", "an identifier and a scope", async (stand) =>
    stand.send("CreateResourceServer", {
      UserPoolId: await sharedPool(stand),
      Identifier: ownName(),
      Name: "Orders",
      Scopes: [{ ScopeName: "write", ScopeDescription: "Places orders" }],
    }),
  ),
  aCase("CreateResourceServer", "InvalidParameterException", "an identifier that the pool has", async (stand) => {
    const server = { UserPoolId: await sharedPool(stand), Identifier: ownName(), Name: "Orders" };
    await stand.send("CreateResourceServer", server);
    return stand.send("CreateResourceServer", server);
  }),
];

/** The success of an operation that describes a pool, and its refusal of one that is not there. */
function describingCases(operation: string, more: object = {}): readonly ContractCase[] {
  return [
    aCase(operation, "success", "a pool", async (stand) => stand.send(operation, { UserPoolId: await sharedPool(stand), ...more })),
    aCase(operation, "ResourceNotFoundException", "a pool that is not there", (stand) =>
      stand.send(operation, { UserPoolId: "us-east-1_Nowhere00", ...more }),
    ),
  ];
}

const DESCRIPTIONS: readonly ContractCase[] = [
  ...["DescribeUserPool", "GetUserPoolMfaConfig", "ListGroups"].flatMap((operation) => describingCases(operation)),
  ...["ListUserPoolClients", "ListResourceServers"].flatMap((operation) => describingCases(operation, { MaxResults: 1 })),
  aCase("DescribeUserPoolClient", "success", "a client of the pool", async (stand) => {
    const { id, poolId } = await stand.newClient(await sharedPool(stand), { GenerateSecret: true });
    return stand.send("DescribeUserPoolClient", { UserPoolId: poolId, ClientId: id });
  }),
  aCase("DescribeUserPoolClient", "ResourceNotFoundException", "a client of another pool", async (stand) => {
    const { id } = await stand.newClient(await stand.newPool());
    return stand.send("DescribeUserPoolClient", { UserPoolId: await sharedPool(stand), ClientId: id });
  }),
];

/** The cases of set-up. */
export const SET_UP_CASES: readonly ContractCase[] = [...POOLS, ...CLIENTS, ...REST, ...DESCRIPTIONS];
