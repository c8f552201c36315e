// Acceptance 4: one upstream refresh for everybody, death on the next request, nothing planted survives, nothing captured replays.
import { expect, test } from "@playwright/test";
import { problemCode } from "../support/answer-faults";
import type { AppClient } from "../support/app-client";
import { callPool, callProxy } from "../support/cognito-calls";
import { COOKIE } from "../support/cookie-names";
import { openHarness, type SignedIn } from "../support/harness";
import { claimsOf, mintRs256, poolKeys } from "../support/mint-token";
import { headersOf, type RawAnswer } from "../support/raw-answer";
import { signIn, signUp } from "../support/trader";

const BOTH = [0, 1] as const;
const statusesOf = (answers: readonly RawAnswer[]): number[] => answers.map(({ status }) => status);
const onBoth = (client: AppClient, target: string): Promise<RawAnswer[]> =>
  Promise.all(BOTH.map((process) => client.call("GET", target, { process })));

/** Puts the same token, aged past its end, into the jar: the moment of expiry without moving anybody's clock. */
function age(client: AppClient): void {
  const { facts } = openHarness();
  const claims = claimsOf(client.jar.get(COOKIE.access) ?? "");
  const aged = { ...claims, exp: Number(claims["exp"]) - 600, iat: Number(claims["iat"]) - 600 };
  client.jar.plant(COOKIE.access, mintRs256(aged, poolKeys(facts.poolKeyFile, facts.userPoolId).access));
}

/** What the page's fetch wrapper does: ask, renew once on 401, ask again. */
async function askAsThePageDoes(tab: AppClient, process: number): Promise<RawAnswer> {
  const first = await tab.call("GET", "/api/auth/session", { process });
  if (first.status !== 401) return first;
  const renewed = await tab.call("POST", "/api/auth/refresh", { process, json: {} });
  return renewed.status < 400 ? tab.call("GET", "/api/auth/session", { process }) : renewed;
}

test.describe("a session", () => {
  test("that expires under 50 parallel requests on two processes is refreshed upstream once, and nobody is signed out", async () => {
    const harness = openHarness();
    const { client } = await harness.newTrader();
    age(client);
    const before = (await harness.counts())["GetTokensFromRefreshToken"] ?? 0;
    const tabs = Array.from({ length: 50 }, () => harness.newClient());
    for (const tab of tabs)
      for (const name of client.jar.names()) tab.jar.plant(name, client.jar.get(name) ?? "", name === COOKIE.refresh ? "/api/auth" : "/");
    const answers = await Promise.all(tabs.map((tab, index) => askAsThePageDoes(tab, index % 2)));
    const after = (await harness.counts())["GetTokensFromRefreshToken"] ?? 0;
    expect(statusesOf(answers).filter((status) => status !== 200)).toEqual([]);
    expect(after - before).toBe(1);
    expect(new Set(tabs.map((tab) => tab.jar.get(COOKIE.refresh))).size).toBe(1);
    expect(statusesOf(await onBoth(tabs[0] ?? client, "/api/portfolio"))).toEqual([200, 200]);
  });

  test("is never handed to another trader when many refresh at once", async () => {
    const harness = openHarness();
    const traders: SignedIn[] = [];
    for (let index = 0; index < 6; index++) traders.push(await harness.newTrader());
    for (const { client } of traders) age(client);
    const asked = traders.flatMap((trader) => Array.from({ length: 5 }, (_, index) => ({ trader, process: index % 2 })));
    const seen = await harness.duringOutage([{ operation: "GetTokensFromRefreshToken", kind: "slow", delayMs: 150 }], () =>
      Promise.all(
        asked.map(async ({ trader, process }) => {
          const tab = harness.newClient();
          for (const name of trader.client.jar.names()) tab.jar.plant(name, trader.client.jar.get(name) ?? "");
          const answer = await askAsThePageDoes(tab, process);
          return { email: trader.person.email, answer };
        }),
      ),
    );
    expect(
      seen.filter(({ answer, email }) => answer.status !== 200 || !answer.text.includes(email)).map(({ answer }) => answer.text),
    ).toEqual([]);
  });

  test("that was revoked from another browser dies on the next request, on both processes", async () => {
    const harness = openHarness();
    const { person, client: keeper } = await harness.newTrader();
    const lost = await harness.signInAgain(person);
    expect(statusesOf(await onBoth(lost, "/api/portfolio"))).toEqual([200, 200]);
    const { sessions } = JSON.parse((await keeper.call("GET", "/api/sessions")).text) as { sessions: { id: string; current: boolean }[] };
    const other = sessions.find(({ current }) => !current);
    expect((await keeper.call("DELETE", `/api/sessions/${other?.id ?? "none"}`, { process: 1 })).status).toBeLessThan(300);
    expect(statusesOf(await onBoth(lost, "/api/portfolio"))).toEqual([401, 401]);
    expect((await lost.call("POST", "/api/auth/refresh", { json: {} })).status).toBe(401);
    expect(statusesOf(await onBoth(keeper, "/api/portfolio"))).toEqual([200, 200]);
  });

  test("ends with all others in one call, on both processes within a second, and nobody else's does", async () => {
    const harness = openHarness();
    const { person, client: keeper } = await harness.newTrader();
    const others = [await harness.signInAgain(person), await harness.signInAgain(person, harness.newClient(), 1)];
    const { client: stranger } = await harness.newTrader();
    for (const other of others) expect(statusesOf(await onBoth(other, "/api/portfolio"))).toEqual([200, 200]);
    const startedAtMs = performance.now();
    const ended = await keeper.call("DELETE", "/api/sessions", { process: 1 });
    expect([ended.status, JSON.parse(ended.text)]).toEqual([200, { ended: 2 }]);
    for (const other of others) expect(statusesOf(await onBoth(other, "/api/portfolio"))).toEqual([401, 401]);
    const ms = Math.round(performance.now() - startedAtMs);
    console.info(`all other sessions ended, and refused on both processes, after ${String(ms)} ms`);
    expect(ms).toBeLessThan(1_000);
    for (const other of others) expect((await other.call("POST", "/api/auth/refresh", { json: {} })).status).toBe(401);
    for (const kept of [keeper, stranger]) expect(statusesOf(await onBoth(kept, "/api/portfolio"))).toEqual([200, 200]);
    expect((await keeper.call("GET", "/api/sessions")).text).not.toContain('"current":false');
  });

  test("that was signed out stays out: every captured cookie and token replays to a refusal", async () => {
    const harness = openHarness();
    const { client, person } = await harness.newTrader();
    const thief = harness.newClient();
    for (const name of client.jar.names()) thief.jar.plant(name, client.jar.get(name) ?? "", name === COOKIE.refresh ? "/api/auth" : "/");
    const stolen = { access: client.jar.get(COOKIE.access) ?? "", refresh: client.jar.get(COOKIE.refresh) ?? "" };
    expect(statusesOf(await onBoth(thief, "/api/portfolio"))).toEqual([200, 200]);
    expect((await client.call("POST", "/api/auth/sign-out")).status).toBe(204);
    expect(client.jar.names(), "only the mark of a known browser stays").toEqual([COOKIE.device]);
    for (const process of BOTH) {
      expect((await thief.call("GET", "/api/portfolio", { process })).status).toBe(401);
      expect((await thief.open("/portfolio", { process })).status).toBeGreaterThanOrEqual(300);
      expect((await thief.call("POST", "/api/auth/refresh", { process, json: {} })).status).toBe(401);
      expect(
        (
          await callProxy(
            thief,
            "GetTokensFromRefreshToken",
            { ClientId: harness.facts.clientId, RefreshToken: stolen.refresh },
            { process },
          )
        ).ok,
      ).toBe(false);
      expect((await callProxy(thief, "GetUser", { AccessToken: stolen.access }, { process })).ok).toBe(false);
    }
    await expect
      .poll(async () => (await callPool(harness.facts.poolUrl, "GetUser", { AccessToken: stolen.access })).ok, { timeout: 10_000 })
      .toBe(false);
    expect((await harness.signInAgain(person)).jar.get(COOKIE.access)).not.toBeNull();
  });

  test("never keeps what was planted before sign-in", async () => {
    const harness = openHarness();
    const attacker = await harness.newTrader();
    const half = harness.newClient();
    await signUp(half, harness.facts, harness.control);
    const planted = [
      { [COOKIE.access]: "made.up.token", [COOKIE.refresh]: "made-up", [COOKIE.preAuth]: "made-up" },
      { [COOKIE.refresh]: attacker.client.jar.get(COOKIE.refresh) ?? "" },
      { [COOKIE.preAuth]: half.jar.get(COOKIE.preAuth) ?? "0".repeat(43) },
    ];
    for (const cookies of planted) {
      const client = harness.newClient();
      const person = await signUp(harness.newClient(), harness.facts, harness.control);
      for (const [name, value] of Object.entries(cookies)) client.jar.plant(name, value, name === COOKIE.refresh ? "/api/auth" : "/");
      await signIn(client, harness.facts, harness.control, person);
      expect(client.jar.get(COOKIE.preAuth)).toBeNull();
      for (const [name, value] of Object.entries(cookies)) expect(client.jar.get(name)).not.toBe(value);
      expect((await client.call("GET", "/api/auth/session")).text).toContain(person.email);
    }
  });

  test("of somebody else in the same browser is not silently replaced", async () => {
    const harness = openHarness();
    const attacker = await harness.newTrader();
    const person = await signUp(harness.newClient(), harness.facts, harness.control);
    const victim = harness.newClient();
    for (const name of attacker.client.jar.names())
      victim.jar.plant(name, attacker.client.jar.get(name) ?? "", name === COOKIE.refresh ? "/api/auth" : "/");
    const fields = { ClientId: harness.facts.clientId, AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME: person.email, SRP_A: "02" } };
    expect((await callProxy(victim, "InitiateAuth", fields)).errorName).toBe("OtherUserSignedInException");
  });

  test("refuses a request that carries one of its cookies twice", async () => {
    const harness = openHarness();
    const { client } = await harness.newTrader();
    const access = `${COOKIE.access}=${client.jar.get(COOKIE.access) ?? ""}`;
    expect((await client.call("GET", "/api/portfolio", { headers: [["Cookie", access]] })).status).toBe(200);
    for (const cookies of [
      [`${access}; ${access}`],
      [`${access}; ${COOKIE.access}=x`],
      [`${COOKIE.access}=x; ${access}`],
      [access, access],
      [access, `${COOKIE.access}=x`],
      [`${access};${COOKIE.preAuth}=a; ${COOKIE.preAuth}=b`],
    ]) {
      const answer = await client.call("GET", "/api/portfolio", { headers: cookies.map((value) => ["Cookie", value] as const) });
      expect(problemCode(answer), cookies.length.toString()).toMatch(/^(malformed_request|unauthenticated)$/);
      const page = await client.open("/portfolio", { headers: cookies.map((value) => ["Cookie", value] as const) });
      expect(page.status).not.toBe(200);
      expect(headersOf(page, "set-cookie")).toEqual([]);
    }
  });
});
