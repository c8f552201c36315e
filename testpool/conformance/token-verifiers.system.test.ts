import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import type { Jwks } from "aws-jwt-verify/jwk";
import { createLocalJWKSet, createRemoteJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { passPassword, sdkSend, tokensOf, type Tokens } from "../testing/drive-pool";
import type { TestClient } from "../testing/test-seed";
import { sendTo, usePool } from "../testing/use-pool";
import { ADA, MAIN_CLIENT, SECRET_CLIENT, startClientPool, UPDATED_CLIENT } from "./client-pool";

const running = usePool({ beforeAll, beforeEach, afterAll }, startClientPool);
const send = sendTo(running, cognito);

const keysUrl = (poolId: string) => `${running.url}/${poolId}/.well-known/jwks.json`;
const keySet = async (poolId: string): Promise<unknown> => (await fetch(keysUrl(poolId))).json();
const signIn = async (client: TestClient): Promise<Tokens> => tokensOf(await passPassword(send, client, ADA.username, ADA.password));
const currentDate = () => new Date(running.pool.needs.clock.nowMs());

async function verifierOf(client: TestClient, properties: object = {}) {
  const verifier = CognitoJwtVerifier.create({ userPoolId: client.poolId, clientId: client.id, tokenUse: "access", ...properties });
  verifier.cacheJwks((await keySet(client.poolId)) as Jwks);
  return verifier;
}

const ISSUERS = [
  ["ORIGINAL", MAIN_CLIENT, "https://cognito-idp.eu-central-1.amazonaws.com"],
  ["UPDATED", UPDATED_CLIENT, "https://issuer-cognito-idp.eu-central-1.amazonaws.com"],
] as const;

describe.each(ISSUERS)("tokens of a pool with the issuer %s", { timeout: 30_000 }, (_type, client, host) => {
  test("are accepted by CognitoJwtVerifier, with the user's groups, for their use and client only", async () => {
    const { AccessToken, IdToken } = await signIn(client);
    const payload = await (await verifierOf(client, { groups: "desk" })).verify(AccessToken);
    expect(payload).toMatchObject({ username: ADA.username, iss: `${host}/${client.poolId}`, "cognito:groups": ["desk", "readers"] });
    const id = await (await verifierOf(client, { tokenUse: "id" })).verify(IdToken);
    expect(id).toMatchObject({ email: ADA.email, "cognito:groups": ["desk", "readers"] });
    await expect((await verifierOf(client)).verify(IdToken)).rejects.toThrow("Token use not allowed");
    await expect((await verifierOf(client, { groups: "admins" })).verify(AccessToken)).rejects.toThrow("Cognito group not allowed");
    await expect((await verifierOf(client, { clientId: SECRET_CLIENT.id })).verify(AccessToken)).rejects.toThrow("Client ID not allowed");
  });

  test("are accepted by jose with that issuer, and with the other form of it refused", async () => {
    const { AccessToken } = await signIn(client);
    const keys = createLocalJWKSet((await keySet(client.poolId)) as JSONWebKeySet);
    const issuer = `${host}/${client.poolId}`;
    const { payload } = await jwtVerify(AccessToken, keys, { issuer, algorithms: ["RS256"], currentDate: currentDate() });
    expect(payload["client_id"]).toBe(client.id);
    const other = issuer.includes("//issuer-") ? issuer.replace("//issuer-", "//") : issuer.replace("//", "//issuer-");
    await expect(jwtVerify(AccessToken, keys, { issuer: other, currentDate: currentDate() })).rejects.toThrow('unexpected "iss" claim');
  });
});

describe("a verifier with another pool's keys", () => {
  test("refuses the tokens, and accepts its own", async () => {
    const [own, foreign] = [await signIn(MAIN_CLIENT), await signIn(UPDATED_CLIENT)];
    const keys = createLocalJWKSet((await keySet(MAIN_CLIENT.poolId)) as JSONWebKeySet);
    await jwtVerify(own.IdToken, keys, { audience: MAIN_CLIENT.id, currentDate: currentDate() });
    await expect(jwtVerify(foreign.IdToken, keys, { currentDate: currentDate() })).rejects.toThrow("no applicable key");
    const verifier = await verifierOf(MAIN_CLIENT);
    await verifier.verify(own.AccessToken);
    await expect(verifier.verify(foreign.AccessToken)).rejects.toThrow("issuer not configured");
  });
});

describe("a pool that restarts with new keys", { timeout: 30_000 }, () => {
  test("gives them new names, so that a verifier that kept the old key set fetches the new one", async () => {
    const next = await startClientPool();
    try {
      const before = (await keySet(MAIN_CLIENT.poolId)) as JSONWebKeySet;
      const after = (await (await fetch(`${next.url}/${MAIN_CLIENT.poolId}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
      expect(after.keys.filter(({ kid }) => before.keys.some((key) => key.kid === kid))).toEqual([]);
      const token = tokensOf(await passPassword(sdkSend(cognito, next.url), MAIN_CLIENT, ADA.username, ADA.password)).AccessToken;
      await expect(jwtVerify(token, createLocalJWKSet(before), { currentDate: currentDate() })).rejects.toThrow("no applicable key");
      await jwtVerify(token, createRemoteJWKSet(new URL(`${next.url}/${MAIN_CLIENT.poolId}/.well-known/jwks.json`)), {
        currentDate: currentDate(),
      });
    } finally {
      await next.close();
    }
  });
});

describe("a pool whose keys were rotated", { timeout: 30_000 }, () => {
  test("has old and new tokens accepted by a verifier that fetches keys, and a verifier with the old keys refuses the new", async () => {
    const rotate = (more: object) =>
      fetch(`${running.url}/_testpool/rotate-keys`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ poolId: MAIN_CLIENT.poolId, ...more }),
      });
    const old = await signIn(MAIN_CLIENT);
    const kept = createLocalJWKSet((await keySet(MAIN_CLIENT.poolId)) as JSONWebKeySet);
    expect((await rotate({})).status).toBe(200);
    const fresh = await signIn(MAIN_CLIENT);
    const fetching = createRemoteJWKSet(new URL(keysUrl(MAIN_CLIENT.poolId)));
    for (const { AccessToken } of [old, fresh]) await jwtVerify(AccessToken, fetching, { currentDate: currentDate() });
    await (await verifierOf(MAIN_CLIENT)).verify(fresh.AccessToken);
    await expect(jwtVerify(fresh.AccessToken, kept, { currentDate: currentDate() })).rejects.toThrow("no applicable key");
    await rotate({ dropEarlier: true });
    const now = createLocalJWKSet((await keySet(MAIN_CLIENT.poolId)) as JSONWebKeySet);
    await expect(jwtVerify(old.AccessToken, now, { currentDate: currentDate() })).rejects.toThrow("no applicable key");
    await jwtVerify((await signIn(MAIN_CLIENT)).AccessToken, now, { currentDate: currentDate() });
  });
});
