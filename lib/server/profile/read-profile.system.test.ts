// Amplify's own adapter on the server, in front of the local pool: it verifies for itself, reads, and can do nothing else.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { traderOf } from "@/lib/testing/trader-of";

import { readProfile } from "./read-profile";

let stage: ProxyStage;
let trader: Trader;

beforeAll(async () => {
  stage = await openProxyStage();
  await import("@/testpool/preload/redirect-key-set");
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  const browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, stage.traders.enrolled);
  trader = await traderOf(browser);
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  stage.openBrowser();
});

const asked = () => stage.upstreamCalls("GetUser");

describe("the profile", () => {
  test("is read with the verified access token, and with nothing else", async () => {
    const profile = await readProfile(trader);
    expect(profile).toMatchObject({ email: stage.traders.enrolled.email, isVerified: true });
    expect(Date.parse(profile?.since ?? "")).toBeGreaterThan(0);
    expect(await stage.upstreamCalls("GetTokensFromRefreshToken")).toBe(0);
  });

  test("is none, and nothing is asked of the pool, for a token that the adapter cannot verify by itself", async () => {
    const before = await asked();
    const [head, body, signature] = trader.accessToken.split(".");
    const forged = `${head}.${body}.${signature?.slice(0, -4)}AAAA`;
    expect(await readProfile({ ...trader, accessToken: forged })).toBeNull();
    expect(await asked()).toBe(before);
    expect(await readProfile(trader)).not.toBeNull();
  });

  test("is none when the pool answers about somebody else, fails, or takes longer than two seconds", async () => {
    expect(await readProfile({ ...trader, sub: "somebody-else" })).toBeNull();
    await stage.pool.control("fault", "POST", { operation: "GetUser", kind: "garbage", times: 1 });
    expect(await readProfile(trader)).toBeNull();
    await stage.pool.control("fault", "POST", { operation: "GetUser", kind: "delay", delayMs: 3_000, times: 1 });
    const startedAtMs = performance.now();
    expect(await readProfile(trader)).toBeNull();
    expect(performance.now() - startedAtMs).toBeLessThan(2_900);
  });
});
