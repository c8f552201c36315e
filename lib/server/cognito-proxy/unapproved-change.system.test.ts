// Nothing that changes a credential goes without an approval, but the account's first passkey right after a sign-in.
import { signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { services } from "@/lib/server/services";
import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { credentialActs, forgetPasskeys, nowSeconds, REFUSED } from "@/lib/testing/credential-acts";
import { addPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { createSoftwarePasskey } from "@/lib/testing/software-passkey";

import { isFirstEnrolment } from "./first-enrolment";

let stage: ProxyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));
const { currentTrader, arm, passSeconds, signInLongAgo, start, prefer } = credentialActs(() => ({ stage, browser }));

describe("without an approval", () => {
  test("no operation that changes a credential reaches the pool, and the refusal is written down", async () => {
    const AccessToken = await signInLongAgo();
    for (const [operation, more] of [
      ["StartWebAuthnRegistration", {}],
      ["DeleteWebAuthnCredential", { CredentialId: "abc" }],
      ["AssociateSoftwareToken", {}],
      ["VerifySoftwareToken", { UserCode: "123456" }],
      ["SetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: true } }],
    ] as const) {
      const before = await stage.upstreamCalls(operation);
      expect((await stage.call(operation, { AccessToken, ...more })).body, operation).toMatchObject(REFUSED);
      expect(await stage.upstreamCalls(operation), operation).toBe(before);
    }
    const { sub } = await currentTrader();
    const events = await services().database.asTrader(sub, (tx) =>
      tx.query("SELECT 1 FROM holdfast.security_events WHERE kind = 'credential_change_refused'"),
    );
    expect(events).toHaveLength(5);
  });

  test("an enrolment cannot be finished that was never started", async () => {
    const AccessToken = await signInLongAgo();
    const Credential = createSoftwarePasskey("localhost").register("c".repeat(43), stage.route.origin);
    const finished = await stage.call("CompleteWebAuthnRegistration", { AccessToken, Credential });
    expect(finished.body).toMatchObject({ __type: "WebAuthnChallengeNotFoundException" });
  });
});

describe("the first passkey of an account", () => {
  test("is added without an approval up to five minutes after the sign-in, and not a second later", async () => {
    await signInWithCode(stage, stage.traders.second);
    const trader = await currentTrader();
    const isFirstAt = (seconds: number) =>
      services().database.asTrader(trader.sub, (tx) => isFirstEnrolment(tx, trader, trader.authTimeSeconds + seconds));
    expect([await isFirstAt(300), await isFirstAt(301)]).toEqual([true, false]);
    // The clock runs while the machine works, so the calls themselves keep away from the very second.
    const inTime = await passSeconds(trader.authTimeSeconds + 285 - nowSeconds());
    expect((await start(inTime)).status).toBe(200);
    expect((await prefer(inTime)).status).toBe(200);
    const late = await passSeconds(trader.authTimeSeconds + 301 - nowSeconds());
    expect((await start(late)).body).toMatchObject(REFUSED);
    expect((await prefer(late)).body).toMatchObject(REFUSED);
  });

  test("is the only one: right after it a second one needs an approval", async () => {
    await signInWithCode(stage, stage.traders.second);
    const AccessToken = await accessShell();
    await addPasskey(stage, AccessToken);
    expect((await start(AccessToken)).body).toMatchObject(REFUSED);
    expect((await prefer(AccessToken)).body).toMatchObject(REFUSED);
    await arm("passkey_add");
    expect((await start(AccessToken)).status).toBe(200);
    await forgetPasskeys(stage.traders.second.sub);
  });

  test("that was begun in two sessions ends in one", async () => {
    await signInWithCode(stage, stage.traders.second);
    const slow = browser;
    const slowShell = await accessShell();
    const begun = (await start(slowShell)).body["CredentialCreationOptions"] as { challenge: string };
    const Credential = createSoftwarePasskey("localhost").register(begun.challenge, stage.route.origin);
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, stage.traders.second);
    await addPasskey(stage, await accessShell());
    stage.useBrowser(slow);
    const before = await stage.upstreamCalls("CompleteWebAuthnRegistration");
    expect((await stage.call("CompleteWebAuthnRegistration", { AccessToken: slowShell, Credential })).body).toMatchObject(REFUSED);
    expect(await stage.upstreamCalls("CompleteWebAuthnRegistration")).toBe(before);
    await forgetPasskeys(stage.traders.second.sub);
  });
});
