import { describe, expect, it } from "vitest";
import { BAD_TOKENS } from "@/lib/testing/bad-tokens";
import { GOOD_TOKENS } from "@/lib/testing/good-tokens";
import { accessClaims, forge, forgeKeySet, FORGE_NOW_SECONDS as NOW, FORGE_SUB, forgeSettings } from "@/lib/testing/token-forge";
import { createTokenVerifier } from "./create-token-verifier";
import { ACCESS_TOKEN_CHECKS, createTokenGate } from "./token-gate";
import { verifyAccessToken } from "./verify-access-token";

const keySet = forgeKeySet();
const policy = {
  issuer: forgeSettings.pool.issuer,
  clientId: forgeSettings.pool.clientId,
  lifetimeSecondsMax: forgeSettings.accessTokenSecondsMax,
};
const strict = createTokenVerifier({ keySet, policy, checks: ACCESS_TOKEN_CHECKS });
const gate = createTokenGate(forgeSettings, forgeKeySet());

describe("the verifier of access tokens", () => {
  it("is tried with at least 150 bad and 10 good tokens, all different", () => {
    expect(new Set(BAD_TOKENS.map(({ token }) => token)).size).toBe(BAD_TOKENS.length);
    expect(BAD_TOKENS.length).toBeGreaterThanOrEqual(150);
    expect(Object.keys(GOOD_TOKENS).length).toBeGreaterThanOrEqual(10);
  });

  it.each(BAD_TOKENS)("refuses $family: $name", async ({ token }) => {
    expect((await strict.verify(token, NOW)).ok).toBe(false);
    expect((await verifyAccessToken(token, NOW, gate.access)).ok).toBe(false);
  });

  it.each(Object.entries(GOOD_TOKENS))("accepts a token %s", async (_, token) => {
    expect(await verifyAccessToken(token, NOW, gate.access)).toMatchObject({ ok: true, value: { sub: FORGE_SUB } });
  });

  it.each(ACCESS_TOKEN_CHECKS.map((check) => check.name))(
    "lets a bad token through once the check %s is deleted, so the check is needed",
    async (name) => {
      const loosened = createTokenVerifier({ keySet, policy, checks: ACCESS_TOKEN_CHECKS.filter((check) => check.name !== name) });
      const through = [];
      for (const { token, name: what } of BAD_TOKENS) if ((await loosened.verify(token, NOW)).ok) through.push(what);
      expect(through).not.toEqual([]);
    },
  );

  it("says early only of a token that is right in everything else and that two clocks could explain", async () => {
    const issuedIn = (seconds: number, flaw = {}) =>
      verifyAccessToken(forge(accessClaims({ iat: NOW + seconds, auth_time: NOW, exp: NOW + seconds + 300, ...flaw })), NOW, gate.access);
    expect(await issuedIn(5)).toMatchObject({ ok: true });
    for (const seconds of [6, 60, 900]) {
      expect(await issuedIn(seconds)).toMatchObject({ ok: false, refusal: { code: "early", claims: { sub: FORGE_SUB } } });
      expect(await issuedIn(seconds, { client_id: "other" })).toMatchObject({ ok: false, refusal: { code: "refused" } });
    }
    expect(await issuedIn(901)).toMatchObject({ ok: false, refusal: { code: "refused", check: "issued_in_future" } });
  });

  it("says expired only of a token that is right in everything else", async () => {
    const expired = accessClaims({ iat: NOW - 301, auth_time: NOW - 301, exp: NOW - 1 });
    expect(await verifyAccessToken(forge(expired), NOW, gate.access)).toMatchObject({
      ok: false,
      refusal: { code: "expired", claims: { sub: FORGE_SUB } },
    });
    for (const flaw of [{ client_id: "other" }, { sub: "x" }, { iss: "x" }, { nbf: NOW + 60 }, { exp: NOW - 900 }]) {
      expect(await verifyAccessToken(forge({ ...expired, ...flaw }), NOW, gate.access)).toMatchObject({
        ok: false,
        refusal: { code: "refused" },
      });
    }
    expect(await verifyAccessToken(`${forge(expired).slice(0, -4)}AAAA`, NOW, gate.access)).toMatchObject({
      ok: false,
      refusal: { code: "refused", check: "signature" },
    });
  });
});
