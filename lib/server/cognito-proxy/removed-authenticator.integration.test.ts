// An authenticator that its trader removed: its codes open nothing here any more, and another takes its place only on an approval.
import { confirmSignIn, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { listPasskeys } from "@/lib/server/passkeys/list-passkeys";
import { removeAuthenticator } from "@/lib/server/passkeys/remove-authenticator";
import { services } from "@/lib/server/services";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { accessShell, failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { credentialActs } from "@/lib/testing/credential-acts";
import { addPasskey, callPool, signInByPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { codeOf } from "@/lib/testing/refusal-code";
import type { SoftwarePasskey } from "@/lib/testing/software-passkey";

let stage: ProxyStage;
let browser: TestBrowser;
let key: SoftwarePasskey;

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
const { currentTrader, arm } = credentialActs(() => ({ stage, browser }));

const startByPassword = ({ email, password } = stage.traders.enrolled) =>
  signIn({ username: email, password, options: { authFlowType: "USER_SRP_AUTH" } });
const removal = { purpose: "totp_change", subjectId: "removal" } as const;

describe("removing the authenticator", () => {
  test("takes a passkey that stays behind: without one it is refused", async () => {
    await signInWithCode(stage, stage.traders.second);
    const trader = await currentTrader();
    expect(await codeOf(openGrant(trader, removal, CREDENTIAL_ACTS.totp_change))).toBe("passkeys_missing");
    expect(await codeOf(removeAuthenticator(trader, undefined))).toBe("last_way_in");
  });

  test("takes an approval by that passkey, and one that replaces the authenticator is none of it", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    key = await addPasskey(stage, await accessShell());
    const trader = await currentTrader();
    expect(Object.keys((await openGrant(trader, removal, CREDENTIAL_ACTS.totp_change)).proofs)).toEqual(["passkey"]);
    expect(await codeOf(removeAuthenticator(trader, await arm("totp_change", "self", key)))).toBe("grant_mismatch");
    expect((await listPasskeys(trader)).ways.authenticator).toBe("active");
    expect(await codeOf(removeAuthenticator(trader, await arm("totp_change", "removal", key)))).toBe("done");
    expect((await listPasskeys(trader)).ways.authenticator).toBe("removed");
  });
});

describe("a removed authenticator", () => {
  test("opens nothing: the right password is told to use a passkey, a wrong one is told nothing new, and the passkey opens the session", async () => {
    expect(await failureOf(startByPassword())).toMatch(/^PasskeyRequiredException: /);
    const wrong = { ...stage.traders.enrolled, password: "not the password at all" };
    expect(await failureOf(startByPassword(wrong))).toBe("NotAuthorizedException: Incorrect username or password.");
    const { body } = await signInByPasskey(stage, stage.traders.enrolled.email, key);
    expect(body).toHaveProperty("AuthenticationResult");
  });

  test("approves nothing, and another one that is set up on an approval works at once", async () => {
    await signInByPasskey(stage, stage.traders.enrolled.email, key);
    const act = { purpose: "passkey_add", subjectId: "self" } as const;
    const trader = await currentTrader();
    expect(Object.keys((await openGrant(trader, act, CREDENTIAL_ACTS.passkey_add)).proofs)).toEqual(["passkey"]);
    const { body } = await signInByPasskey(stage, stage.traders.enrolled.email, key);
    const { AccessToken } = body["AuthenticationResult"] as { AccessToken: string };
    await arm("totp_change", "self", key);
    const secret = String((await stage.call("AssociateSoftwareToken", { AccessToken })).body["SecretCode"]);
    expect((await stage.call("VerifySoftwareToken", { AccessToken, UserCode: await stage.code(secret) })).body).toEqual({
      Status: "SUCCESS",
    });
    expect((await listPasskeys(await currentTrader())).ways.authenticator).toBe("active");
    await signOut().catch(() => undefined);
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, { ...stage.traders.enrolled, totpSecret: secret });
  });
});

test("the pool itself has no such setting: switched off there, its codes are asked for all the same (ADR-033)", async () => {
  const { second } = stage.traders;
  await signInWithCode(stage, second);
  const AccessToken = browser.jar.get("__Host-hf_at") ?? "";
  const off = await callPool(stage, "SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: false } });
  expect(off.status).toBe(200);
  await signOut();
  browser = openAmplifyBrowser(stage);
  expect((await startByPassword(second)).nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  await confirmSignIn({ challengeResponse: await stage.code(second.totpSecret ?? "") });
});
