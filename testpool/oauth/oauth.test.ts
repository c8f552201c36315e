import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningTestPool } from "../server/start-test-pool";
import { refusalOf, sdkSend, type Send } from "../testing/drive-pool";
import { APP, BOB, MACHINE, POOL_ID, signInByPassword, startTokenPool } from "../testing/token-pool";
import { decodeJwt } from "../tokens/jwt";

const READ = "desk/read";
const WRITE = "desk/write";
const HUMAN = { id: "humanclient000000000000000", poolId: POOL_ID, secret: "thehumansownsecret000000" };

let running: RunningTestPool;
let send: Send;

beforeAll(async () => {
  const machine = {
    secret: MACHINE.secret,
    accessTokenSeconds: 600,
    oauthFlows: ["client_credentials"],
    oauthScopes: [READ, WRITE, "openid"],
  };
  running = await startTokenPool({
    pool: { resourceServers: [{ identifier: "desk", scopes: [{ name: "read" }, { name: "write" }, { name: "admin" }] }] },
    clients: [
      { id: MACHINE.id, explicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH"], ...machine },
      { id: HUMAN.id, secret: HUMAN.secret, explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] },
    ],
  });
  send = sdkSend(cognito, running.url);
});
afterAll(() => running.close());
beforeEach(() => {
  running.pool.reset();
});

const basic = (id: string, secret: string | null) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret ?? ""}`).toString("base64")}`,
});
const FORM = "application/x-www-form-urlencoded";

async function post(path: string, form: Readonly<Record<string, string>> | string, headers: Readonly<Record<string, string>> = {}) {
  const body = typeof form === "string" ? form : new URLSearchParams(form).toString();
  const response = await fetch(`${running.url}/oauth2/${path}`, { method: "POST", headers: { "content-type": FORM, ...headers }, body });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Readonly<Record<string, unknown>> };
}

const GRANT = { grant_type: "client_credentials" };
const POSTED = { ...GRANT, client_id: MACHINE.id, client_secret: MACHINE.secret ?? "" };
const keySet = async () => (await (await fetch(`${running.url}/${POOL_ID}/.well-known/jwks.json`)).json()) as JSONWebKeySet;

describe("the token endpoint", () => {
  test("gives a machine a token with Cognito's claims, that a verifier takes and no user operation does", async () => {
    const { status, headers, body } = await post("token", { ...GRANT, scope: READ }, basic(MACHINE.id, MACHINE.secret));
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toMatchObject({ expires_in: 600, token_type: "Bearer" });
    const token = body["access_token"] as string;
    const currentDate = new Date(running.pool.needs.clock.nowMs());
    const { payload } = await jwtVerify(token, createLocalJWKSet(await keySet()), { algorithms: ["RS256"], currentDate });
    expect(payload).toMatchObject({ sub: MACHINE.id, client_id: MACHINE.id, token_use: "access", scope: READ, version: 2 });
    expect(payload["username"]).toBeUndefined();
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    expect((await refusalOf(send("GetUser", { AccessToken: token }))).name).toBe("NotAuthorizedException");
  });

  test("gives every allowed scope when none is asked for, by a secret in the form as well", async () => {
    const { body } = await post("token", POSTED);
    expect(decodeJwt(body["access_token"] as string)?.["scope"]).toBe(`${READ} ${WRITE}`);
  });

  test("refuses scopes that the client was not given, that no resource server has, or that belong to people", async () => {
    for (const scope of ["desk/admin", "desk/nothing", "openid", `${READ} desk/admin`, "aws.cognito.signin.user.admin"]) {
      const { status, body } = await post("token", { ...POSTED, scope });
      expect([status, body["error"]], scope).toEqual([400, "invalid_scope"]);
    }
  });

  test("refuses a wrong secret, with 401 and a challenge where Basic was tried", async () => {
    const wrong = await post("token", GRANT, basic(MACHINE.id, "wrong"));
    expect([wrong.status, wrong.body["error"]]).toEqual([401, "invalid_client"]);
    expect(wrong.headers.get("www-authenticate")).toMatch(/^Basic /);
    const unknown = await post("token", GRANT, basic("nobody", "wrong"));
    expect([unknown.status, unknown.body]).toEqual([401, wrong.body]);
    expect((await post("token", GRANT, { authorization: "Basic %%%" })).status).toBe(401);
    for (const secret of ["wrong", ""]) {
      const posted = await post("token", { ...POSTED, client_secret: secret });
      expect([posted.status, posted.body["error"]]).toEqual([400, "invalid_client"]);
    }
  });

  test("refuses clients without the flow, other grants, and requests that are no proper form", async () => {
    const errorOf = async (...call: Parameters<typeof post>) => (await post(...call)).body["error"];
    expect(await errorOf("token", { ...GRANT, client_id: APP.id })).toBe("unauthorized_client");
    expect(await errorOf("token", { ...GRANT, client_id: HUMAN.id, client_secret: HUMAN.secret })).toBe("unauthorized_client");
    expect(await errorOf("token", { ...POSTED, grant_type: "password" })).toBe("unsupported_grant_type");
    expect(await errorOf("token", { client_id: MACHINE.id })).toBe("invalid_request");
    expect(await errorOf("token", GRANT)).toBe("invalid_request");
    expect(await errorOf("token", POSTED, { "content-type": "application/json" })).toBe("invalid_request");
    expect(await errorOf("token", POSTED, basic(MACHINE.id, MACHINE.secret))).toBe("invalid_request");
    expect(await errorOf("token", `${new URLSearchParams(POSTED).toString()}&scope=a&scope=b`)).toBe("invalid_request");
    expect(await errorOf("token", { ...POSTED, aws_client_metadata: "[]" })).toBe("invalid_request");
    expect((await fetch(`${running.url}/oauth2/token`)).status).toBe(405);
  });
});

test("GetClientToken gives the same token for a client with ALLOW_CLIENT_TOKEN_AUTH, and refuses the rest", async () => {
  const ask = (more: object) => send("GetClientToken", { ClientId: MACHINE.id, Secret: MACHINE.secret, ...more });
  const result = (await ask({ Scopes: [WRITE] }))["ClientAuthenticationResult"] as { AccessToken: string; ExpiresIn: number };
  expect(result.ExpiresIn).toBe(600);
  expect(decodeJwt(result.AccessToken)).toMatchObject({ sub: MACHINE.id, scope: WRITE });
  expect((await refusalOf(ask({ Secret: "wrong" }))).name).toBe("NotAuthorizedException");
  expect((await refusalOf(ask({ ClientId: HUMAN.id, Secret: HUMAN.secret }))).name).toBe("NotAuthorizedException");
  expect((await refusalOf(ask({ Scopes: ["desk/admin"] }))).name).toBe("InvalidParameterException");
});

describe("the revocation endpoint", () => {
  const revoke = (token: string, more: Readonly<Record<string, string>> = { client_id: APP.id }) => post("revoke", { token, ...more });

  test("ends the sign-in of a refresh token, and takes unknown tokens in silence", async () => {
    const { AccessToken, RefreshToken } = await signInByPassword(send, BOB);
    expect((await revoke("not-a-token")).status).toBe(200);
    await send("GetUser", { AccessToken });
    expect((await revoke(RefreshToken)).status).toBe(200);
    expect((await refusalOf(send("GetUser", { AccessToken }))).message).toBe("Access Token has been revoked");
  });

  test("refuses other kinds of token, other clients, and clients that do not prove themselves", async () => {
    const { AccessToken, RefreshToken } = await signInByPassword(send, BOB);
    expect((await revoke(AccessToken)).body["error"]).toBe("unsupported_token_type");
    expect((await revoke(RefreshToken, { client_id: HUMAN.id, client_secret: HUMAN.secret })).body["error"]).toBe("invalid_grant");
    expect((await revoke(RefreshToken, { client_id: HUMAN.id })).body["error"]).toBe("invalid_client");
    expect((await post("revoke", { client_id: APP.id })).body["error"]).toBe("invalid_request");
    await send("GetUser", { AccessToken });
  });
});

test("the discovery document names AWS's issuer and this pool's own key set", async () => {
  const document = (await (await fetch(`${running.url}/${POOL_ID}/.well-known/openid-configuration`)).json()) as Record<string, string>;
  expect(document["issuer"]).toBe(`https://cognito-idp.eu-central-1.amazonaws.com/${POOL_ID}`);
  expect(document["token_endpoint"]).toBe(`${running.url}/oauth2/token`);
  expect(await (await fetch(document["jwks_uri"] ?? "")).json()).toEqual(await keySet());
  expect((await fetch(`${running.url}/eu-central-1_Nobody/.well-known/openid-configuration`)).status).toBe(404);
});

test("after a rotation new tokens have a new key id, old ones stay valid, and end when their key is dropped", async () => {
  const rotate = (body: object) =>
    fetch(`${running.url}/_testpool/rotate-keys`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  const kidOf = (token: string) => (JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: string }).kid;
  const old = await signInByPassword(send, BOB);
  expect((await rotate({ poolId: "eu-central-1_Nobody" })).status).toBe(400);
  const { accessKid } = (await (await rotate({ poolId: POOL_ID })).json()) as { accessKid: string };
  const fresh = await signInByPassword(send, BOB);
  expect(kidOf(fresh.AccessToken)).toBe(accessKid);
  expect(kidOf(old.AccessToken)).not.toBe(accessKid);
  const kids = (await keySet()).keys.map(({ kid }) => kid);
  expect(kids).toEqual(expect.arrayContaining([accessKid, kidOf(old.AccessToken), kidOf(old.IdToken)]));
  await send("GetUser", { AccessToken: old.AccessToken });
  await send("GetUser", { AccessToken: fresh.AccessToken });
  running.pool.needs.keys.dropEarlier(POOL_ID);
  expect((await keySet()).keys).toHaveLength(2);
  expect((await refusalOf(send("GetUser", { AccessToken: old.AccessToken }))).message).toBe("Invalid Access Token");
  await send("GetUser", { AccessToken: fresh.AccessToken });
});
