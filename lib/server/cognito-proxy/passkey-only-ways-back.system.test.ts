// A passkeys-only account has no way back by mail, by password or by recovery code: the operations themselves, each beside the same call once the mode is left.
import { confirmResetPassword, resetPassword, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { makeRecoveryCodes } from "@/lib/server/recovery/make-recovery-codes";
import { services } from "@/lib/server/services";
import { closeWay } from "@/lib/server/session/closed-ways";
import { failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { nowSeconds } from "@/lib/testing/credential-acts";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { answerStep, comeByPassword } from "@/lib/testing/recovery-acts";
import type { SeededTrader } from "@/lib/testing/start-user-pool";
import { traderOf } from "@/lib/testing/trader-of";

const NEW_PASSWORD = "a quite new phrase 8";
const WRONG = "NotAuthorizedException: Incorrect username or password.";
let stage: ProxyStage;
let browser: TestBrowser;
let ana: SeededTrader;
let codes: readonly string[];

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  ana = stage.traders.enrolled;
  browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, ana);
  ({ codes } = await makeRecoveryCodes(await traderOf(browser), undefined));
  await signOut();
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage);
});
afterEach(async () => {
  await signOut().catch(() => undefined);
  await stage.advance(7_200);
});

const enterMode = () => services().database.asTrader(ana.sub, (tx) => closeWay(tx, ana.sub, "password", nowSeconds()));
const leaveMode = () =>
  services().database.asTrader(ana.sub, (tx) => tx.query("UPDATE holdfast.closed_ways SET opens_at = closed_at, noted_at = closed_at"));
const confirm = (confirmationCode: string) =>
  failureOf(confirmResetPassword({ username: ana.email, newPassword: NEW_PASSWORD, confirmationCode }));
async function mails(): Promise<readonly { readonly code?: string }[]> {
  const { messages } = (await stage.pool.control(`outbox?to=${encodeURIComponent(ana.email)}`)) as { messages: { code?: string }[] };
  return messages;
}

describe("while the account is passkeys only", () => {
  test("a reset mails nobody, and a code from before replaces nothing; once the mode is left both work", async () => {
    await resetPassword({ username: ana.email });
    const before = await mails();
    const code = before.at(-1)?.code ?? "";
    await enterMode();
    await resetPassword({ username: ana.email });
    expect(await mails()).toHaveLength(before.length);
    expect(await confirm(code)).not.toBe("no error");
    await leaveMode();
    expect(await confirm(code)).toBe("no error");
    ana = { ...ana, password: NEW_PASSWORD };
  });

  test("the right password leads to no recovery step, and a step that was reached before takes no code", async () => {
    await comeByPassword(ana, ana.password);
    await enterMode();
    expect(await failureOf(answerStep(`code:${codes[0] ?? ""}`))).toMatch(/^NotAuthorizedException: Invalid session/);
    browser = openAmplifyBrowser(stage);
    expect(await failureOf(comeByPassword(ana, ana.password))).toBe(WRONG);
    await leaveMode();
    browser = openAmplifyBrowser(stage);
    await comeByPassword(ana, ana.password);
    // The refused answer has used nothing up.
    expect((await answerStep(`code:${codes[0] ?? ""}`)).isSignedIn).toBe(true);
  });
});
