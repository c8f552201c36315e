// Cookies in the hands of somebody else: how soon that shows, and what they are good for until then. The figures are printed.
import { expect, test } from "@playwright/test";
import { problemCode } from "../support/answer-faults";
import type { AppClient } from "../support/app-client";
import { callProxy } from "../support/cognito-calls";
import { COOKIE } from "../support/cookie-names";
import { openHarness } from "../support/harness";

const OTHER_MACHINE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0";
const OTHER_NETWORK = "127.0.9.1";
const refresh = (client: AppClient, process = 0) => client.call("POST", "/api/auth/refresh", { process, json: {} });
const read = async (client: AppClient, process = 0) => (await client.call("GET", "/api/portfolio", { process })).status;
const act = (client: AppClient, process = 0) =>
  client.call("POST", "/api/step-up", { process, json: { purpose: "passkey_add", subjectId: "self" } });

test.describe("a stolen cookie", () => {
  test("of access, on another machine, is worth nothing: its first request ends the session on both processes", async () => {
    const { client } = await openHarness().newTrader();
    expect([await read(client, 0), await read(client, 1)]).toEqual([200, 200]);
    const startedAtMs = performance.now();
    expect(await read(client.copy({ userAgent: OTHER_MACHINE }), 1)).toBe(401);
    expect([await read(client, 0), await read(client, 1)]).toEqual([401, 401]);
    const ms = Math.round(performance.now() - startedAtMs);
    expect((await refresh(client)).status).toBe(401);
    console.info(`access cookie on another machine: detected at request 1, dead everywhere after ${String(ms)} ms, useful life 0 requests`);
    expect(ms).toBeLessThan(1_000);
  });

  test("of access, from another network, reads until its token expires and never acts", async () => {
    const { client } = await openHarness().newTrader();
    const thief = client.copy({ from: OTHER_NETWORK });
    for (const process of [0, 1]) {
      expect(await read(thief, process)).toBe(200);
      const refused = await act(thief, process);
      expect([refused.status, problemCode(refused)]).toEqual([401, "session_expired"]);
      expect((await refresh(thief, process)).status).toBe(401);
      expect((await client.copy().call("GET", "/api/portfolio", { process })).status).toBe(200);
    }
    const grant = await act(client);
    expect(grant.status).not.toBe(401);
    console.info("access cookie from another network: detected at request 1, reads for at most the token's 300 s, acts never");
  });

  test("of access, from another network, changes no credential even right after a sign-in", async () => {
    const { client } = await openHarness().newTrader();
    const { shells } = JSON.parse((await client.call("GET", "/api/auth/session")).text) as { shells: { accessToken: string } };
    const start = (who: AppClient) => callProxy(who, "StartWebAuthnRegistration", { AccessToken: shells.accessToken });
    expect((await start(client.copy({ from: OTHER_NETWORK }))).errorName).toBe("SessionStaleException");
    expect((await start(client)).ok).toBe(true);
  });

  test("pair on another machine ends at its first refresh, also within the grace of one by the owner", async () => {
    const { client } = await openHarness().newTrader();
    const thief = client.copy({ userAgent: OTHER_MACHINE, takesRefresh: true });
    expect((await refresh(client)).status).toBe(200);
    expect((await refresh(thief, 1)).status).toBe(401);
    expect(thief.jar.get(COOKIE.access)).toBeNull();
    expect([await read(client, 0), await read(client, 1)]).toEqual([401, 401]);
    console.info("cookie pair on another machine: detected at refresh 1, useful life 0 requests");
  });
});

test.describe("an owner", () => {
  test("who changes networks acts after one renewal that the page makes by itself, back and forth", async () => {
    const { client } = await openHarness().newTrader();
    const asThePageDoes = async (): Promise<number> => {
      const first = await act(client);
      if (first.status !== 401) return first.status;
      expect((await refresh(client)).status).toBe(200);
      return (await act(client)).status;
    };
    const atHome = await asThePageDoes();
    client.from = OTHER_NETWORK;
    expect((await act(client)).status).toBe(401);
    for (const from of [OTHER_NETWORK, "127.0.0.1", OTHER_NETWORK]) {
      client.from = from;
      expect(await asThePageDoes()).toBe(atHome);
      expect((await act(client)).status).toBe(atHome);
    }
  });

  test("whose browser updates itself stays signed in", async () => {
    const harness = openHarness();
    const { person } = await harness.newTrader();
    const client = harness.newClient();
    client.userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
    await harness.signInAgain(person, client);
    client.userAgent = client.userAgent.replace("156", "157");
    expect(await read(client)).toBe(200);
    expect((await refresh(client)).status).toBe(200);
  });
});
