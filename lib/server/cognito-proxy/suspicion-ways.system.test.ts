// Unusual sign-ins after a recovery, by passkey and from networks that cannot be, by unmodified Amplify through the proxy and the real local pool with the triggers that are deployed.
import { confirmResetPassword, confirmSignIn, resetPassword, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { SIGN_IN_RISK } from "@/lib/policy/sign-in-risk";
import { makeRecoveryCodes } from "@/lib/server/recovery/make-recovery-codes";
import { services } from "@/lib/server/services";
import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { addPasskey, signInByPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { guessWrongly, nameOf, strangerAt } from "@/lib/testing/raw-guesses";
import { comeByPassword, factsOf } from "@/lib/testing/recovery-acts";
import type { SoftwarePasskey } from "@/lib/testing/software-passkey";
import type { SeededTrader } from "@/lib/testing/start-user-pool";
import { traderOf } from "@/lib/testing/trader-of";
import { suspicionCodes } from "@/lib/testing/unusual-sign-in";

const STEP = "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE";
let stage: ProxyStage;
let browser: TestBrowser;
let ana: SeededTrader;
let ben: SeededTrader;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  ({ enrolled: ana, second: ben } = stage.traders);
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(async () => {
  await services().database.asService(async (tx) => {
    for (const table of ["sign_in_attempts", "sign_in_failures", "suspicion_codes", "sign_in_passes", "rate_windows"])
      await tx.query(`DELETE FROM holdfast.${table}`);
  });
  await stage.advance(1_000);
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));

const newBrowser = (): TestBrowser => (browser = openAmplifyBrowser(stage));
const byPassword = ({ email: username, password }: SeededTrader) =>
  signIn({ username, password, options: { authFlowType: "USER_SRP_AUTH" } });
const answer = (challengeResponse: string) => confirmSignIn({ challengeResponse });
const stateOf = (step: Parameters<typeof factsOf>[0]): string => factsOf(step)["state"] ?? "";

async function guess(who: Pick<SeededTrader, "email">, times: number = SIGN_IN_RISK.failures): Promise<void> {
  for (let made = 0; made < times; made += 1)
    expect(nameOf(await guessWrongly(strangerAt(stage), who.email))).toBe("NotAuthorizedException");
  stage.useBrowser(browser);
}

const mailedCodes = (who: SeededTrader): Promise<string[]> => suspicionCodes(stage, who);
const newestCode = async (who: SeededTrader): Promise<string> => (await mailedCodes(who)).at(-1) ?? "";

/** A new browser after wrong passwords, at the extra step. */
async function stand(who: SeededTrader) {
  await guess(who);
  const { nextStep } = await byPassword(who);
  expect(nextStep.signInStep).toBe(STEP);
  return nextStep;
}

describe("after a recovery", () => {
  test("a browser that was not known before shows the mailbox once, on paper it cannot, and then it is as always", async () => {
    await signInWithCode(stage, ben);
    const trader = await traderOf(browser);
    const { codes } = await makeRecoveryCodes(trader, undefined);
    await signOut();
    const home = browser;
    await stage.advance(60);
    newBrowser();
    await comeByPassword(ben, ben.password);
    expect((await answer(`code:${codes[0]}`)).isSignedIn).toBe(true);
    await signOut();
    await stage.advance(60);
    const { nextStep } = await byPassword(ben);
    expect(factsOf(nextStep)).toMatchObject({ reasons: "after_recovery", hasCodes: "no" });
    expect(stateOf((await answer(`paper:${codes[1]}`)).nextStep)).toBe("wrong");
    expect(stateOf((await answer(`mailed:${await newestCode(ben)}`)).nextStep)).toBe("passed");
    await signInWithCode(stage, ben);
    await signOut();
    await signInWithCode(stage, ben);
    await signOut();
    browser = home;
    stage.useBrowser(home);
    await signInWithCode(stage, ben);
  });

  test("a recovery code does instead of the mailbox where the mailbox is what is lost", async () => {
    await stage.advance(SIGN_IN_RISK.afterRecoverySeconds);
    const nextStep = await stand(ben);
    expect(factsOf(nextStep)).toMatchObject({ reasons: "failed_attempts", hasCodes: "yes" });
    await signOut().catch(() => undefined);
    await services().database.asService((tx) => tx.query("DELETE FROM holdfast.sign_in_failures"));
    newBrowser();
    await signInWithCode(stage, ben);
    await services().database.asTrader((await traderOf(browser)).sub, (tx) =>
      tx.query("UPDATE holdfast.recovery_code_sets SET replaced_at = now() WHERE replaced_at IS NULL"),
    );
    const { codes } = await makeRecoveryCodes(await traderOf(browser), undefined);
    await signOut();
    newBrowser();
    await stand(ben);
    expect(stateOf((await answer(`paper:${codes[0]}`)).nextStep)).toBe("passed");
    await signInWithCode(stage, ben);
  });

  test("a reset spares the browser that has just shown the mailbox, and no other", async () => {
    await signInWithCode(stage, ana);
    await signOut();
    await stage.advance(60);
    newBrowser();
    await resetPassword({ username: ana.email });
    const outbox = (await stage.pool.control(`outbox?to=${ana.email}`)) as { messages: { code: string | null }[] };
    const newPassword = "a password nobody has seen 9";
    await confirmResetPassword({ username: ana.email, newPassword, confirmationCode: outbox.messages.at(-1)?.code ?? "" });
    ana = { ...ana, password: newPassword };
    const here = browser;
    newBrowser();
    expect(factsOf((await byPassword(ana)).nextStep)).toMatchObject({ reasons: "after_recovery" });
    browser = here;
    stage.useBrowser(here);
    await signInWithCode(stage, ana);
    await signOut();
    await signInWithCode(stage, ana);
  });
});

describe("a passkey", () => {
  let passkey: SoftwarePasskey;

  test("is never asked for more after wrong passwords in a new browser", async () => {
    await stage.advance(SIGN_IN_RISK.afterRecoverySeconds);
    await signInWithCode(stage, ana);
    passkey = await addPasskey(stage, await accessShell());
    await signOut();
    await guess(ana);
    newBrowser();
    expect((await byPassword(ana)).nextStep.signInStep).toBe(STEP);
    newBrowser();
    expect((await signInByPasskey(stage, ana.email, passkey)).body).toHaveProperty("AuthenticationResult");
  });

  /** Two sessions of the trader elsewhere, in use at this moment. */
  async function useElsewhere(who: SeededTrader): Promise<void> {
    for (const network of ["198.51.100.0/24", "192.0.2.0/24"]) {
      newBrowser();
      await signInWithCode(stage, who);
      const { sub, sessionId } = await traderOf(browser);
      await services().database.asTrader(sub, (tx) =>
        tx.query("UPDATE holdfast.sessions SET network = $2, last_seen_at = to_timestamp($3) WHERE id = $1", [
          sessionId,
          network,
          services().clock.nowSeconds(),
        ]),
      );
    }
  }

  test("is told to wait, or to use the password, in a third network within ten minutes; there a known browser is asked too", async () => {
    await signInWithCode(stage, ana);
    await signOut();
    const home = browser;
    await useElsewhere(ana);
    // Amplify that knows nobody, in the browser that is known.
    newBrowser();
    browser = home;
    stage.useBrowser(home);
    expect((await signInByPasskey(stage, ana.email, passkey)).body).toMatchObject({ __type: "UnusualSignInException" });
    expect(home.jar.has("__Host-hf_at")).toBe(false);
    expect(factsOf((await byPassword(ana)).nextStep)).toMatchObject({ reasons: "network_change" });
    await stage.advance(SIGN_IN_RISK.networkWindowSeconds);
    expect((await signInByPasskey(stage, ana.email, passkey)).body, "ten minutes later").toHaveProperty("AuthenticationResult");
  });
});
