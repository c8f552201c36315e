import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, expect, test } from "vitest";
import type { RunningTestPool } from "../server/start-test-pool";
import { refusalOf, reply, sdkSend, tokensOf, type Send } from "../testing/drive-pool";
import { ALICE, APP, POOL_ID, signInByPassword, startTokenPool, type TokenPoolOptions } from "../testing/token-pool";
import { decodeJwt } from "./jwt";

let running: RunningTestPool | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});

async function open(options: TokenPoolOptions): Promise<Send> {
  running = await startTokenPool(options);
  return sdkSend(cognito, running.url);
}

const claimsOf = (token: string) => decodeJwt(token) ?? {};
const ROLE = "arn:aws:iam::123456789012:role/";
const GROUPS = [
  { name: "unranked" },
  { name: "second", precedence: 20, roleArn: `${ROLE}second` },
  { name: "first", precedence: 3, roleArn: `${ROLE}first` },
];

test("groups stand in both tokens by precedence, and their roles in the ID token only", async () => {
  const send = await open({ pool: { groups: GROUPS }, alice: { groups: ["unranked", "second", "first"] } });
  const tokens = await signInByPassword(send);
  const [access, id] = [claimsOf(tokens.AccessToken), claimsOf(tokens.IdToken)];
  expect(access["cognito:groups"]).toEqual(["first", "second", "unranked"]);
  expect(id).toMatchObject({
    "cognito:groups": ["first", "second", "unranked"],
    "cognito:roles": [`${ROLE}first`, `${ROLE}second`],
    "cognito:preferred_role": `${ROLE}first`,
  });
  expect(access["cognito:roles"]).toBeUndefined();
});

test("two groups of one precedence with different roles leave no preferred role", async () => {
  const tie = GROUPS.map((group) => ({ ...group, precedence: 1 }));
  const send = await open({ pool: { groups: tie }, alice: { groups: ["second", "first"] } });
  const id = claimsOf((await signInByPassword(send)).IdToken);
  expect(id["cognito:roles"]).toHaveLength(2);
  expect(id["cognito:preferred_role"]).toBeUndefined();
});

test("an ID token shows what its client may read: every standard attribute, or exactly the client's own list", async () => {
  const attributes = { name: "Alice", "custom:tier": "gold", address: "Somewhere 1" };
  const customAttributes = [{ name: "custom:tier" }];
  const send = await open({
    pool: { customAttributes },
    alice: { attributes },
    clients: [{ id: "narrowclient00000000000000", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"], readAttributes: ["custom:tier"] }],
  });
  const wide = claimsOf((await signInByPassword(send)).IdToken);
  expect(wide).toMatchObject({ name: "Alice", email: ALICE.email, email_verified: true, address: { formatted: "Somewhere 1" } });
  expect(wide["custom:tier"]).toBeUndefined();
  const narrow = claimsOf(
    (await signInByPassword(send, ALICE, { id: "narrowclient00000000000000", poolId: POOL_ID, secret: null })).IdToken,
  );
  expect(narrow["custom:tier"]).toBe("gold");
  for (const hidden of ["name", "email", "email_verified"]) expect(narrow[hidden]).toBeUndefined();
});

test("access and ID tokens live as long as the client says, each by itself, under the issuer of the pool's form", async () => {
  const send = await open({ pool: { issuerType: "UPDATED" }, app: { accessTokenSeconds: 300, idTokenSeconds: 900 } });
  const tokens = await signInByPassword(send);
  const [access, id] = [claimsOf(tokens.AccessToken), claimsOf(tokens.IdToken)];
  expect(Number(access["exp"]) - Number(access["iat"])).toBe(300);
  expect(Number(id["exp"]) - Number(id["iat"])).toBe(900);
  expect(tokens.ExpiresIn).toBe(300);
  expect(access["iss"]).toBe(`https://issuer-cognito-idp.eu-central-1.amazonaws.com/${POOL_ID}`);
  await send("GetUser", { AccessToken: tokens.AccessToken });
});

test("a client without EnableTokenRevocation gets no origin_jti and no jti, and its tokens still end with a global sign-out", async () => {
  const send = await open({ app: { tokenRevocation: false } });
  const { AccessToken, IdToken, RefreshToken } = await signInByPassword(send);
  for (const token of [AccessToken, IdToken]) expect(Object.keys(claimsOf(token))).not.toEqual(expect.arrayContaining(["origin_jti"]));
  for (const token of [AccessToken, IdToken]) expect(claimsOf(token)["jti"]).toBeUndefined();
  const refused = await refusalOf(send("RevokeToken", { ClientId: APP.id, Token: RefreshToken }));
  expect(refused.name).toBe("UnsupportedOperationException");
  await send("GlobalSignOut", { AccessToken });
  expect((await refusalOf(send("GetUser", { AccessToken }))).message).toBe("Access Token has been revoked");
});

test("a trigger adds, suppresses and regroups at every issue, is told the occasion, and cannot touch what identifies the user", async () => {
  const sources: unknown[] = [];
  const send = await open({
    pool: { triggers: ["PreTokenGeneration"], preTokenVersion: "V2_0" },
    triggers: {
      PreTokenGeneration: (event) => {
        sources.push(event["triggerSource"]);
        const bent = { sub: "somebody", desk: "crypto" };
        const change = { claimsToAddOrOverride: bent, claimsToSuppress: ["email", "exp"] };
        const details = {
          idTokenGeneration: change,
          accessTokenGeneration: { ...change, scopesToAdd: ["desk/read"] },
          groupOverrideDetails: { groupsToOverride: ["traders"] },
        };
        return { ...event, response: { claimsAndScopeOverrideDetails: details } };
      },
    },
  });
  const first = await signInByPassword(send);
  const second = tokensOf(await send("GetTokensFromRefreshToken", { ClientId: APP.id, RefreshToken: first.RefreshToken }));
  expect(sources).toEqual(["TokenGeneration_Authentication", "TokenGeneration_RefreshTokens"]);
  for (const { AccessToken, IdToken } of [first, second]) {
    expect(claimsOf(AccessToken)).toMatchObject({ sub: ALICE.sub, desk: "crypto", "cognito:groups": ["traders"] });
    expect(claimsOf(AccessToken)["scope"]).toBe("aws.cognito.signin.user.admin desk/read");
    expect(claimsOf(IdToken)).toMatchObject({ sub: ALICE.sub, desk: "crypto" });
    expect(claimsOf(IdToken)["email"]).toBeUndefined();
    expect(claimsOf(IdToken)["exp"]).toBeDefined();
  }
});

test("a trigger is told when a temporary password was replaced on the way", async () => {
  const sources: unknown[] = [];
  const send = await open({
    pool: { triggers: ["PreTokenGeneration"] },
    triggers: {
      PreTokenGeneration: (event) => {
        sources.push(event["triggerSource"]);
        return event;
      },
    },
  });
  const [Username, TemporaryPassword] = ["carol", "Carol-has-1-password"];
  await send("AdminCreateUser", { UserPoolId: POOL_ID, Username, TemporaryPassword, MessageAction: "SUPPRESS" });
  const parameters = { USERNAME: Username, PASSWORD: TemporaryPassword };
  const asked = await send("InitiateAuth", { ClientId: APP.id, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: parameters });
  const answer = { NEW_PASSWORD: "Carol-has-2-passwords" };
  tokensOf(await send("RespondToAuthChallenge", reply(APP, "NEW_PASSWORD_REQUIRED", asked.Session, Username, answer)));
  expect(sources).toEqual(["TokenGeneration_NewPasswordChallenge"]);
});

test("a trigger that refuses leaves no sign-in behind, and a token without the pool's own scope opens no operation", async () => {
  let isRefusing = true;
  const send = await open({
    pool: { triggers: ["PreTokenGeneration"], preTokenVersion: "V2_0" },
    triggers: {
      PreTokenGeneration: (event) => {
        if (isRefusing) throw new Error("Not today.");
        const accessTokenGeneration = { scopesToSuppress: ["aws.cognito.signin.user.admin"] };
        return { ...event, response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } } };
      },
    },
  });
  expect((await refusalOf(signInByPassword(send))).name).toBe("UserLambdaValidationException");
  expect(running?.pool.needs.store.entries("families")).toEqual([]);
  isRefusing = false;
  const { AccessToken } = await signInByPassword(send);
  const refused = await refusalOf(send("GetUser", { AccessToken }));
  expect(refused).toEqual({ name: "NotAuthorizedException", message: "Access Token does not have required scopes" });
});
