// A frozen account whose owner has lost every factor: a recovery that the support desk started may set up one factor through the freeze, one that
// somebody started alone may not, and the freeze stands either way until the trader's own unfreezing.
import { randomBytes, randomUUID } from "node:crypto";
import { setUpTOTP, signOut, verifyTOTPSetup } from "aws-amplify/auth";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { RECOVERY_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import { endRecovery, listRecoveries } from "@/lib/server/recovery/recovery-row";
import { services } from "@/lib/server/services";
import { freezeAccount } from "@/lib/server/session/freeze-account";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { accessShell, failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { answerStep as answer, askMailedCode, comeByPassword, factsOf } from "@/lib/testing/recovery-acts";
import type { SeededTrader } from "@/lib/testing/start-user-pool";
import { traderOf } from "@/lib/testing/trader-of";

let stage: ProxyStage;
let browser: TestBrowser;
let ana: SeededTrader;
let superuser: pg.Client;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  ana = stage.traders.enrolled;
  browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, ana);
  await signOut();
  await asAna((tx) => freezeAccount(tx, { sub: ana.sub, sessionId: null, detail: {} }, now()));
  const url = Object.assign(new URL(inject("holdfastPostgres").superuserUrl), {
    pathname: new URL(process.env["DATABASE_URL"] ?? "").pathname,
  });
  superuser = new pg.Client({ connectionString: url.href });
  await superuser.connect();
  await superuser.query("SET session_replication_role = replica");
});
afterAll(async () => {
  await superuser.end();
  await services().database.close();
  await stage.close();
});
beforeEach(async () => {
  await asAna((tx) => tx.query("DELETE FROM holdfast.recovery_attempts"));
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));

const now = () => services().clock.nowSeconds();
const asAna = <Value>(work: Parameters<ReturnType<typeof services>["database"]["asTrader"]>[1]): Promise<Value> =>
  services().database.asTrader(ana.sub, work) as Promise<Value>;

/** A recovery as the desk's verbs leave it; those have tests of their own. */
async function startByDesk(): Promise<void> {
  await superuser.query(
    `INSERT INTO holdfast.recoveries (id, sub, started_at, ready_at, lapses_at, device, network, cancel_token_hash, desk_request_id)
     VALUES ($1, $2, to_timestamp($3), to_timestamp($4), to_timestamp($5), 'the support desk', '', $6, $1)`,
    [randomUUID(), ana.sub, now(), now() + RECOVERY_WAIT_SECONDS, now() + RECOVERY_WAIT_SECONDS + 604_800, randomBytes(32)],
  );
}

async function comeBack(): Promise<void> {
  await stage.advance(RECOVERY_WAIT_SECONDS);
  browser = openAmplifyBrowser(stage);
  expect(factsOf((await comeByPassword(ana, ana.password)).nextStep)).toMatchObject({ state: "ready" });
  expect((await answer(`finish:${await askMailedCode(stage, ana.email)}`)).isSignedIn).toBe(true);
  expect((await traderOf(browser)).readOnlyReason).toBe("frozen");
}

test("one that its owner started alone opens a session that may look, and sets up nothing", async () => {
  await comeByPassword(ana, ana.password);
  expect(factsOf((await answer(`start:${await askMailedCode(stage, ana.email)}`)).nextStep)).toMatchObject({ state: "waiting" });
  await comeBack();
  expect(await failureOf(setUpTOTP())).toMatch(/^AccountFrozenException/);
  expect((await stage.call("StartWebAuthnRegistration", { AccessToken: await accessShell() })).body).toMatchObject({
    __type: "AccountFrozenException",
  });
  for (const { id } of await asAna<{ id: string }[]>(listRecoveries)) await asAna((tx) => endRecovery(tx, id, "cancelled", now()));
});

test("one that two operators started sets up one factor and nothing more; the freeze stands, and its own way out is open again", async () => {
  await startByDesk();
  await comeBack();
  const shell = await accessShell();
  expect(
    (await stage.call("ChangePassword", { AccessToken: shell, PreviousPassword: ana.password, ProposedPassword: "another long password" }))
      .body,
  ).toMatchObject({
    __type: "AccountFrozenException",
  });
  const { sharedSecret } = await setUpTOTP();
  await verifyTOTPSetup({ code: await stage.code(sharedSecret) });
  expect(await failureOf(setUpTOTP())).toMatch(/^StepUpRequiredException/);
  expect((await stage.call("StartWebAuthnRegistration", { AccessToken: shell })).body).toMatchObject({ __type: "StepUpRequiredException" });
  const trader = await traderOf(browser);
  expect(await asAna((tx) => findFreeze(tx, ana.sub, now()))).toMatchObject({ unfreezesAtSeconds: null });
  expect(trader.readOnlyReason).toBe("frozen");
  const { proofs } = await openGrant(trader, { purpose: "unfreeze", subjectId: "self" }, CREDENTIAL_ACTS.unfreeze);
  expect(Object.keys(proofs)).toEqual(["passwordTotp"]);
});
