import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MACHINE_MS, passPassword, refusalOf, signInWithTotp, startSeededPool, tokensOf, type Tokens } from "../testing/drive-pool";
import {
  LEGACY,
  NEWCOMER,
  OPERATOR,
  OPERATORS,
  PUBLIC,
  SECOND,
  STAFF,
  TOTP_SECRET,
  TRADER,
  TRADERS,
  WEB,
  type TestClient,
} from "../testing/test-seed";
import { sendTo, usePool } from "../testing/use-pool";
import { decodeJwt, signJwt } from "./jwt";

const running = usePool({ beforeAll, beforeEach, afterAll }, startSeededPool);
const send = sendTo(running, cognito);

const signIn = (client: TestClient = PUBLIC) => signInWithTotp(running, send, client, TRADER, TOTP_SECRET);
const secretOf = (client: TestClient) => (client.secret === null ? {} : { ClientSecret: client.secret });

async function refresh(token: string, client: TestClient = PUBLIC, more: object = {}): Promise<Tokens> {
  return tokensOf(await send("GetTokensFromRefreshToken", { ClientId: client.id, RefreshToken: token, ...secretOf(client), ...more }));
}

const getUser = (AccessToken: string) => send("GetUser", { AccessToken });
const revoke = (token: string, client: TestClient = PUBLIC, more: object = {}) =>
  send("RevokeToken", { ClientId: client.id, Token: token, ...secretOf(client), ...more });
const keySet = async (poolId: string) => (await (await fetch(`${running.url}/${poolId}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
const issuer = (poolId: string) => `https://cognito-idp.eu-central-1.amazonaws.com/${poolId}`;
const now = () => new Date(running.pool.needs.clock.nowMs());

describe("tokens", () => {
  test("carry Cognito's claims, from its own issuer, in its sizes", async () => {
    const tokens = await signIn();
    const access = decodeJwt(tokens.AccessToken) ?? {};
    const id = decodeJwt(tokens.IdToken) ?? {};
    expect(Object.keys(access).sort()).toEqual(
      ["auth_time", "client_id", "event_id", "exp", "iat", "iss", "jti", "origin_jti", "scope", "sub", "token_use", "username"].sort(),
    );
    expect(access).toMatchObject({
      sub: TRADER.sub,
      username: TRADER.username,
      client_id: PUBLIC.id,
      iss: issuer(TRADERS),
      token_use: "access",
    });
    expect(access["scope"]).toBe("aws.cognito.signin.user.admin");
    expect(id).toMatchObject({
      aud: PUBLIC.id,
      "cognito:username": TRADER.username,
      email: TRADER.email,
      email_verified: true,
      token_use: "id",
    });
    expect(Number(access["exp"]) - Number(access["iat"])).toBe(300);
    expect(tokens.AccessToken.length).toBeGreaterThan(950);
    expect(tokens.AccessToken.length).toBeLessThan(1300);
    expect(tokens.IdToken.length).toBeGreaterThan(1000);
    expect(tokens.RefreshToken.split(".")).toHaveLength(5);
    expect(tokens.RefreshToken.length).toBeGreaterThan(1750);
    expect(tokens.RefreshToken.length).toBeLessThan(1900);
  });

  test("are verified by jose with the pool's key set, and not with another pool's or the other key", async () => {
    const tokens = await signIn();
    const options = { issuer: issuer(TRADERS), algorithms: ["RS256"], currentDate: now() };
    const traders = await keySet(TRADERS);
    const { protectedHeader } = await jwtVerify(tokens.AccessToken, createLocalJWKSet(traders), options);
    expect(Object.keys(protectedHeader).sort()).toEqual(["alg", "kid"]);
    const id = await jwtVerify(tokens.IdToken, createLocalJWKSet(traders), options);
    expect(id.protectedHeader.kid).not.toBe(protectedHeader.kid);
    await expect(jwtVerify(tokens.AccessToken, createLocalJWKSet(await keySet(OPERATORS)), options)).rejects.toThrow();
    const other = { keys: traders.keys.filter((key) => key.kid !== protectedHeader.kid) };
    await expect(jwtVerify(tokens.AccessToken, createLocalJWKSet(other), options)).rejects.toThrow();
  });

  test("are verified by AWS's own CognitoJwtVerifier", async () => {
    const tokens = await signIn();
    const verifier = CognitoJwtVerifier.create({ userPoolId: TRADERS, tokenUse: "access", clientId: PUBLIC.id, graceSeconds: 120 });
    verifier.cacheJwks((await keySet(TRADERS)) as unknown as Parameters<typeof verifier.cacheJwks>[0]);
    expect((await verifier.verify(tokens.AccessToken)).sub).toBe(TRADER.sub);
    await expect(verifier.verify(tokens.IdToken)).rejects.toThrow();
  });

  test("have a key set only for pools that exist", async () => {
    expect((await fetch(`${running.url}/eu-central-1_Nobody/.well-known/jwks.json`)).status).toBe(404);
    expect((await keySet(TRADERS)).keys).toHaveLength(2);
  });
});

describe("an access token", () => {
  const invalid = { name: "NotAuthorizedException", message: "Invalid Access Token" };

  test("is accepted until its last second and refused after", async () => {
    const { AccessToken } = await signIn();
    running.pool.advanceClock(299);
    expect(await getUser(AccessToken)).toMatchObject({ Username: TRADER.username });
    running.pool.advanceClock(1);
    expect(await refusalOf(getUser(AccessToken))).toEqual({ name: "NotAuthorizedException", message: "Access Token has expired" });
  });

  test("is refused when anything in it is forged", async () => {
    const { AccessToken, IdToken } = await signIn();
    const [head = "", body = "", signature = ""] = AccessToken.split(".");
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = decodeJwt(AccessToken) ?? {};
    const flipped = Buffer.from(signature, "base64url");
    flipped[10] = (flipped[10] ?? 0) ^ 1;
    const forged = [
      `${head}.${encode({ ...claims, sub: NEWCOMER.sub })}.${signature}`,
      `${head}.${body}.${flipped.toString("base64url")}`,
      `${head}.${body}.`,
      `${head}.${body}`,
      `${encode({ alg: "none" })}.${body}.`,
      `${encode({ alg: "HS256", kid: "x" })}.${body}.${signature}`,
      `${head}.${encode({ ...claims, iss: issuer(OPERATORS) })}.${signature}`,
      `${AccessToken}.x`,
      IdToken,
      signJwt({ ...claims, token_use: "id" }, running.pool.needs.keys.poolKeys(TRADERS).access),
      "not.a.token",
    ];
    for (const token of forged) expect(await refusalOf(getUser(token)), token.slice(0, 30)).toEqual(invalid);
    await getUser(AccessToken);
  });

  test("is refused under any issuer but its pool's own, even when the pool's key signed it and the issuer ends with the pool", async () => {
    const claims = decodeJwt((await signIn()).AccessToken) ?? {};
    const signed = (iss: unknown) => signJwt({ ...claims, iss }, running.pool.needs.keys.poolKeys(TRADERS).access);
    const own = issuer(TRADERS);
    const foreign = [
      `https://evil.example/${TRADERS}`,
      own.replace("cognito-idp", "issuer-cognito-idp"),
      own.replace("eu-central-1.", "us-east-1."),
      own.replace("https:", "http:"),
      `${own}/`,
      `/${own}`,
      TRADERS,
      issuer(OPERATORS),
      "",
      null,
      [own],
    ];
    for (const iss of foreign) expect(await refusalOf(getUser(signed(iss))), JSON.stringify(iss)).toEqual(invalid);
    await getUser(signed(own));
  });
});

describe("refresh with rotation", () => {
  test("gives new tokens of the same family and keeps auth_time", async () => {
    const first = await signIn();
    running.pool.advanceClock(100);
    const second = await refresh(first.RefreshToken);
    const [before, after] = [decodeJwt(first.AccessToken) ?? {}, decodeJwt(second.AccessToken) ?? {}];
    expect(after).toMatchObject({ auth_time: before["auth_time"], origin_jti: before["origin_jti"], event_id: before["event_id"] });
    expect(after["jti"]).not.toBe(before["jti"]);
    expect(Number(after["iat"])).toBe(Number(before["iat"]) + 100);
    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    await getUser(second.AccessToken);
  });

  test("gives a retry inside the grace the same successor, so that one token outlives it", async () => {
    const { RefreshToken } = await signIn();
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(RefreshToken)));
    expect(new Set(answers.map((answer) => answer.RefreshToken)).size).toBe(1);
    running.pool.advanceClock(59);
    await refresh(RefreshToken);
    running.pool.advanceClock(60);
    await refresh(answers[0]?.RefreshToken ?? "");
  });

  test("refuses a reuse after the grace, and ends the whole family", async () => {
    const first = await signIn();
    const second = await refresh(first.RefreshToken);
    running.pool.advanceClock(60);
    expect((await refusalOf(refresh(first.RefreshToken))).name).toBe("RefreshTokenReuseException");
    const revoked = { name: "NotAuthorizedException", message: "Refresh Token has been revoked" };
    expect(await refusalOf(refresh(second.RefreshToken))).toEqual(revoked);
    expect((await refusalOf(getUser(second.AccessToken))).message).toBe("Access Token has been revoked");
  });

  test("with a grace of zero ends the old token at once", async () => {
    const first = await signIn(SECOND);
    await refresh(first.RefreshToken, SECOND);
    expect((await refusalOf(refresh(first.RefreshToken, SECOND))).name).toBe("RefreshTokenReuseException");
  });

  test("ends when the first token would have ended", async () => {
    const first = await signIn();
    running.pool.advanceClock(43_100);
    const second = await refresh(first.RefreshToken);
    running.pool.advanceClock(100);
    expect(await refusalOf(refresh(second.RefreshToken))).toEqual({ name: "NotAuthorizedException", message: "Refresh Token has expired" });
  });

  test("needs the client's own secret", async () => {
    const { RefreshToken } = await signIn(WEB);
    for (const ClientSecret of [undefined, "thewebclientsownsecret0", "anothersecret"]) {
      expect((await refusalOf(refresh(RefreshToken, WEB, { ClientSecret }))).name).toBe("NotAuthorizedException");
    }
    await refresh(RefreshToken, WEB);
  });

  test("refuses tokens that were changed, invented, or given to another client", async () => {
    const { RefreshToken, AccessToken } = await signIn();
    const parts = RefreshToken.split(".");
    const swapped = [parts[0], parts[1], parts[2], `A${(parts[3] ?? "").slice(1)}`, parts[4]].join(".");
    const truncated = Buffer.from(parts[4] ?? "", "base64url")
      .subarray(0, 4)
      .toString("base64url");
    const shortTag = [...parts.slice(0, 4), truncated].join(".");
    const invalid = { name: "NotAuthorizedException", message: "Invalid Refresh Token." };
    for (const token of [swapped === RefreshToken ? `${RefreshToken}A` : swapped, shortTag, AccessToken, "a.b.c.d.e", "x"]) {
      expect(await refusalOf(refresh(token)), token.slice(0, 20)).toEqual(invalid);
    }
    expect(await refusalOf(refresh(RefreshToken, SECOND))).toEqual(invalid);
    await refresh(RefreshToken);
  });
});

test("refresh without rotation gives no new refresh token, and the old one stays good", async () => {
  const { RefreshToken } = await signIn(LEGACY);
  for (let count = 0; count < 3; count += 1) expect((await refresh(RefreshToken, LEGACY)).RefreshToken).toBeUndefined();
});

describe("revoking", () => {
  test("ends the family from any of its refresh tokens, and can be repeated", async () => {
    const first = await signIn();
    const second = await refresh(first.RefreshToken);
    const other = await signIn();
    await revoke(first.RefreshToken);
    await revoke(first.RefreshToken);
    expect((await refusalOf(refresh(second.RefreshToken))).message).toBe("Refresh Token has been revoked");
    expect((await refusalOf(getUser(second.AccessToken))).message).toBe("Access Token has been revoked");
    await getUser(other.AccessToken);
  });

  test("needs the client's secret and the client's own refresh token", async () => {
    const { RefreshToken, AccessToken } = await signIn(WEB);
    expect((await refusalOf(revoke(RefreshToken, WEB, { ClientSecret: "wrong" }))).name).toBe("UnauthorizedException");
    expect((await refusalOf(revoke(RefreshToken, WEB, { ClientSecret: undefined }))).name).toBe("UnauthorizedException");
    expect((await refusalOf(revoke(RefreshToken, PUBLIC))).name).toBe("UnauthorizedException");
    expect((await refusalOf(revoke(AccessToken, WEB))).name).toBe("UnsupportedTokenTypeException");
    await getUser(AccessToken);
    await revoke(RefreshToken, WEB);
    expect((await refusalOf(getUser(AccessToken))).message).toBe("Access Token has been revoked");
  });

  test("everywhere ends each sign-in that exists, and none that comes in the same second", async () => {
    const [here, there] = [await signIn(), await signIn(WEB)];
    await send("GlobalSignOut", { AccessToken: here.AccessToken });
    for (const { AccessToken } of [here, there])
      expect((await refusalOf(getUser(AccessToken))).message).toBe("Access Token has been revoked");
    expect((await refusalOf(refresh(there.RefreshToken, WEB))).message).toBe("Refresh Token has been revoked");
    await getUser((await signIn()).AccessToken);
  });

  test("everywhere leaves other users signed in", async () => {
    const operator = tokensOf(await passPassword(send, STAFF, OPERATOR.email, OPERATOR.password));
    await send("GlobalSignOut", { AccessToken: (await signIn()).AccessToken });
    await getUser(operator.AccessToken);
  });
});

test("a reset forgets every sign-in", async () => {
  const { AccessToken, RefreshToken } = await signIn();
  running.pool.reset();
  expect((await refusalOf(getUser(AccessToken))).name).toBe("NotAuthorizedException");
  expect((await refusalOf(refresh(RefreshToken))).message).toBe("Invalid Refresh Token.");
  expect(running.pool.needs.clock.nowMs()).toBe(MACHINE_MS);
});
