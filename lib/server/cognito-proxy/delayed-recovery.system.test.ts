// Coming back with the password and the mailbox, after the long wait: by unmodified Amplify through the proxy.
import { signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { RECOVERY_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { cancelRecovery } from "@/lib/server/recovery/cancel-recovery";
import { services } from "@/lib/server/services";
import { failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { cookieHeaderOf, plantPasskey, signInByPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { answerStep as answer, askMailedCode, comeByPassword, factsOf, holdOf, kindsOf } from "@/lib/testing/recovery-acts";
import type { SeededTrader } from "@/lib/testing/start-user-pool";
import { traderOf } from "@/lib/testing/trader-of";

let stage: ProxyStage;
let browser: TestBrowser;
let ana: SeededTrader;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  ana = stage.traders.enrolled;
  browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, ana);
  await signOut();
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(async () => {
  await services().database.asTrader(ana.sub, (tx) => tx.query("DELETE FROM holdfast.recovery_attempts"));
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));

const byPassword = () => comeByPassword(ana, ana.password);
const mailedCode = (): Promise<string> => askMailedCode(stage, ana.email);
const currentTrader = () => traderOf(browser);

describe("without any second factor", () => {
  test("password and mailbox start the wait, its end opens a limited session, and nothing opens one sooner", async () => {
    await byPassword();
    const started = await answer(`start:${await mailedCode()}`);
    expect(started.isSignedIn).toBe(false);
    expect(factsOf(started.nextStep)).toMatchObject({ state: "waiting" });
    const early = await mailedCode();
    expect(await failureOf(answer(`finish:${early}`))).toMatch(/^RecoveryNotReadyException/);
    await stage.advance(RECOVERY_WAIT_SECONDS);
    browser = openAmplifyBrowser(stage);
    expect(factsOf((await byPassword()).nextStep)).toMatchObject({ state: "ready" });
    expect(await failureOf(answer(`finish:${early}`))).toMatch(/^CodeMismatchException/);
    expect((await answer(`finish:${await mailedCode()}`)).isSignedIn).toBe(true);
    const back = await currentTrader();
    expect(back.factors).toEqual(["password", "delayed_recovery"]);
    expect(await holdOf(back.sub)).toMatchObject({ reason: "delayed_recovery" });
    expect(await kindsOf(back.sub)).toEqual(expect.arrayContaining(["recovery_started", "recovery_completed"]));
  });

  test("is cancelled by the trader's own session, and not by one on a passkey that was planted at the pool", async () => {
    const { POST } = await import("@/app/api/account/recovery/cancel/route");
    const cancelAs = async (of: TestBrowser): Promise<{ status: number; body: unknown }> => {
      const headers = {
        origin: stage.route.origin,
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
        cookie: cookieHeaderOf(of.jar),
      };
      const request = new Request(`${stage.route.origin}/api/account/recovery/cancel`, { method: "POST", headers, body: "{}" });
      const response = await POST(request, { params: Promise.resolve({}) });
      return { status: response.status, body: await response.json() };
    };
    await stage.advance(31 * 86_400);
    const own = browser;
    await signInWithCode(stage, ana);
    expect(await cancelAs(own)).toMatchObject({ status: 404, body: { code: "not_found" } });
    const planted = await plantPasskey(stage, own.jar.get("__Host-hf_at") ?? "");
    const thief = openAmplifyBrowser(stage);
    await signInByPasskey(stage, ana.email, planted);
    browser = openAmplifyBrowser(stage);
    await byPassword();
    await answer(`start:${await mailedCode()}`);
    expect(await cancelAs(thief)).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect(await cancelAs(own)).toEqual({ status: 200, body: { outcome: "cancelled" } });
    // For the next test no cancel is recent.
    await stage.advance(31 * 86_400);
  });

  test("a cancelled one opens nothing when its wait would be over, and three make a dispute", async () => {
    for (const outcome of ["cancelled", "cancelled", "disputed"]) {
      await stage.advance(86_400);
      browser = openAmplifyBrowser(stage);
      await byPassword();
      expect(factsOf((await answer(`start:${await mailedCode()}`)).nextStep)).toMatchObject({ state: "waiting" });
      expect(await cancelRecovery({ sub: ana.sub, sessionId: crypto.randomUUID() })).toEqual({ ok: true, value: outcome });
      expect(await failureOf(answer(`finish:${await mailedCode()}`))).toMatch(/^Recovery(NotReady|Disputed)Exception/);
    }
    browser = openAmplifyBrowser(stage);
    const { nextStep } = await byPassword();
    expect(factsOf(nextStep)).toMatchObject({ state: "disputed", supportCode: expect.stringMatching(/^R-[0-9A-F]{8}$/) as string });
    await stage.advance(86_400);
    browser = openAmplifyBrowser(stage);
    await byPassword();
    expect(await failureOf(answer(`start:${await mailedCode()}`))).toMatch(/^RecoveryDisputedException/);
    // The account itself is unharmed.
    await signInWithCode(stage, ana);
    expect((await currentTrader()).readOnlyReason).toBeNull();
  });
});
