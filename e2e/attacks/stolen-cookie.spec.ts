// A stolen cookie is a ridden session: it looks, it neither enrols nor withdraws, and it dies when the trader ends it from the list.
import { expect, test } from "@playwright/test";
import { problemCode } from "../support/answer-faults";
import { callProxy } from "../support/cognito-calls";
import { COOKIE } from "../support/cookie-names";
import { openHarness } from "../support/harness";
import { passkeyOf, stageTrader } from "../support/staged-trader";
import { accepted, openGrant, prepare, signGrant } from "../support/withdrawal-calls";

const ORDER = { asset: "USDC", amount: "5" };

test("a stolen cookie enrols nothing, withdraws nothing, and is ended from the list on both processes within a second", async () => {
  const harness = openHarness();
  const { facts } = harness;
  const trader = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "100" }], hasPasskey: true });
  const thief = harness.newClient();
  for (const name of trader.client.jar.names()) {
    thief.jar.plant(name, trader.client.jar.get(name) ?? "", name === COOKIE.refresh ? "/api/auth" : "/");
  }
  const answered = await thief.call("GET", "/api/auth/session");
  // Where a cookie from another client is refused outright there is nothing left to try.
  if (answered.status === 200) {
    const { shells } = accepted<{ shells: { accessToken: string } }>(answered);
    for (const operation of ["StartWebAuthnRegistration", "AssociateSoftwareToken"]) {
      expect((await callProxy(thief, operation, { AccessToken: shells.accessToken })).ok, operation).toBe(false);
    }
    const { id } = accepted<{ id: string }>(await prepare(thief, { ...ORDER, addressId: trader.addressId }));
    expect(problemCode(await thief.call("POST", `/api/withdrawals/${id}/confirm`, { json: {} }))).toBe("step_up_required");
    const grant = accepted<{ grantId: string }>(await openGrant(thief, "withdrawal", id));
    expect(problemCode(await thief.call("POST", `/api/withdrawals/${id}/confirm`, { json: { grantId: grant.grantId } }))).toBe(
      "step_up_required",
    );
  }

  const own = await harness.signInAgain(trader.person);
  const { sessions } = accepted<{ sessions: { id: string; current: boolean }[] }>(await own.call("GET", "/api/sessions"));
  const stolen = sessions.filter(({ current }) => !current);
  expect(stolen).toHaveLength(1);
  expect((await own.call("DELETE", `/api/sessions/${stolen[0]?.id ?? "none"}`)).status).toBeLessThan(300);
  const endedAtMs = performance.now();
  for (const process of [0, 1]) expect((await thief.call("GET", "/api/portfolio", { process })).status).toBe(401);
  expect(performance.now() - endedAtMs).toBeLessThan(1_000);
  expect((await thief.call("POST", "/api/auth/refresh", { json: {} })).status).toBe(401);

  // The trader goes on: the same order, approved by the trader's own passkey, is taken.
  const { id } = accepted<{ id: string }>(await prepare(own, { ...ORDER, addressId: trader.addressId }));
  const grant = accepted<Parameters<typeof signGrant>[1]>(await openGrant(own, "withdrawal", id));
  accepted(await signGrant(own, grant, passkeyOf(trader), facts.origin));
  accepted(await own.call("POST", `/api/withdrawals/${id}/confirm`, { json: { grantId: grant.grantId } }));
});

test("the mark of a known browser, stolen alone, opens nothing", async () => {
  const harness = openHarness();
  const { client } = await harness.newTrader();
  const thief = harness.newClient();
  thief.jar.plant(COOKIE.device, client.jar.get(COOKIE.device) ?? "", "/");
  expect(thief.jar.names()).toEqual([COOKIE.device]);
  expect((await thief.call("GET", "/api/portfolio")).status).toBe(401);
  expect((await thief.call("POST", "/api/auth/refresh", { json: {} })).status).toBe(401);
  expect((await thief.open("/portfolio")).status).toBeGreaterThanOrEqual(300);
});
