// What only time shows: reuse of a spent refresh token, idle and absolute ends. The clock is one for everybody and moves
// forward here, so this file runs in a project of its own after the others, and makes its people anew for each test.
import { expect, test } from "@playwright/test";
import { callPool } from "../support/cognito-calls";
import { COOKIE } from "../support/cookie-names";
import { openHarness } from "../support/harness";
import type { AppClient } from "../support/app-client";

const IDLE_SECONDS = 1_800;
const ABSOLUTE_SECONDS = 43_200;
const GRACE_SECONDS = 60;
const KEYS_FRESH_SECONDS = 600;
const TOKEN_SECONDS = 300;

const advance = (seconds: number) => openHarness().control.advanceClock(seconds);
const refresh = (client: AppClient) => client.call("POST", "/api/auth/refresh", { json: {} });

test.describe("time", () => {
  test("past the token's life asks for renewal and not for a sign-in", async () => {
    const { client } = await openHarness().newTrader();
    await advance(TOKEN_SECONDS + 30);
    expect((await client.call("GET", "/api/portfolio")).text).toContain("session_expired");
    expect((await client.open("/activity?cursor=1")).headers.find(([name]) => name.toLowerCase() === "location")?.[1]).toMatch(
      /^\/api\/auth\/refresh\?to=%2Factivity%3Fcursor%3D1/,
    );
    expect((await refresh(client)).status).toBeLessThan(400);
    expect((await client.call("GET", "/api/portfolio")).status).toBe(200);
  });

  test("past the freshness of the keys, with the key set away, still reads by the last good keys", async () => {
    const harness = openHarness();
    const { client } = await harness.newTrader();
    const readBoth = async (): Promise<void> => {
      for (const process of [0, 1]) expect((await client.call("GET", "/api/portfolio", { process })).status).toBe(200);
    };
    await readBoth();
    await harness.duringOutage([{ operation: "jwks", kind: "down" }], async () => {
      await advance(KEYS_FRESH_SECONDS + 60);
      expect((await refresh(client)).status).toBe(200);
      await readBoth();
    });
  });

  test("past the grace makes a spent refresh token a theft: the whole family ends", async () => {
    const harness = openHarness();
    const { client } = await harness.newTrader();
    const thief = harness.newClient();
    thief.jar.plant(COOKIE.refresh, client.jar.get(COOKIE.refresh) ?? "", "/api/auth");
    expect((await refresh(client)).status).toBeLessThan(400);
    await advance(GRACE_SECONDS + 15);
    expect((await client.call("GET", "/api/portfolio")).status).toBe(200);
    expect((await refresh(thief)).status).toBe(401);
    expect(thief.jar.get(COOKIE.access)).toBeNull();
    for (const process of [0, 1]) expect((await client.call("GET", "/api/portfolio", { process })).status).toBe(401);
    expect((await refresh(client)).status).toBe(401);
  });

  test("without an act of the trader ends the session; acts keep it", async () => {
    const harness = openHarness();
    const { client: busy, person } = await harness.newTrader();
    const idle = await harness.signInAgain(person);
    for (let spent = 0; spent < IDLE_SECONDS; spent += 280) {
      await advance(280);
      await refresh(busy);
      expect((await busy.call("GET", "/api/portfolio")).status).toBe(200);
    }
    await advance(20);
    expect((await refresh(idle)).status).toBe(401);
    expect((await idle.call("GET", "/api/portfolio")).status).toBe(401);
  });

  test("goes on under a page that only polls, and polling keeps nothing alive", async () => {
    const { client } = await openHarness().newTrader();
    const poll = () => client.call("GET", "/api/auth/session", { headers: [["X-Holdfast-Background", "1"]] });
    let idleEndsAt = "";
    for (let spent = 0; spent < IDLE_SECONDS - 280; spent += 280) {
      await advance(280);
      expect((await refresh(client)).status).toBe(200);
      const answer = JSON.parse((await poll()).text) as { session: { idleEndsAt: string } };
      expect(answer.session.idleEndsAt).toBe(idleEndsAt === "" ? answer.session.idleEndsAt : idleEndsAt);
      ({ idleEndsAt } = answer.session);
    }
    await advance(300);
    expect((await refresh(client)).status).toBe(401);
    expect((await poll()).status).toBe(401);
  });

  test("ends a session that only looks after ten minutes, and a full one not yet", async () => {
    const harness = openHarness();
    const { person, client: full } = await harness.newTrader();
    const looking = harness.newClient();
    expect((await looking.call("POST", "/api/auth/view-only", { json: {} })).status).toBe(204);
    await harness.signInAgain(person, looking);
    expect((await looking.call("DELETE", "/api/sessions")).status).toBe(403);
    await advance(TOKEN_SECONDS + 10);
    expect([(await refresh(looking)).status, (await refresh(full)).status]).toEqual([200, 200]);
    await advance(TOKEN_SECONDS + 10);
    expect([(await refresh(looking)).status, (await refresh(full)).status]).toEqual([401, 200]);
  });

  test("shows a stolen cookie pair at the owner's next renewal, even when the thief looks like the owner and sits in the same network", async () => {
    const { client } = await openHarness().newTrader();
    const thief = client.copy({ takesRefresh: true });
    await advance(TOKEN_SECONDS / 2);
    expect((await refresh(thief)).status).toBe(200);
    await advance(TOKEN_SECONDS / 2 + 10);
    // The owner's token is past its end now, so the owner's page renews, with a token that the thief has spent.
    expect((await refresh(client)).status).toBe(401);
    expect([(await thief.call("GET", "/api/portfolio")).status, (await refresh(thief)).status]).toEqual([401, 401]);
    console.info(
      `cookie pair, same form and network: detected at the owner's next renewal, at most ${String(TOKEN_SECONDS)} s while the owner's page is open; ` +
        `without an owner the session ends ${String(IDLE_SECONDS)} s after the thief's last act, and ${String(ABSOLUTE_SECONDS)} s after sign-in at the latest`,
    );
  });

  test("past the absolute life ends every session, however busy", async () => {
    const harness = openHarness();
    const { client, person } = await harness.newTrader();
    const stolen = client.jar.get(COOKIE.refresh) ?? "";
    for (let spent = 0; spent < ABSOLUTE_SECONDS; spent += 1_700) {
      await advance(1_700);
      await refresh(client);
      await client.call("GET", "/api/portfolio");
    }
    expect((await refresh(client)).status).toBe(401);
    expect((await client.call("GET", "/api/portfolio")).status).toBe(401);
    expect(
      (await callPool(harness.facts.poolUrl, "GetTokensFromRefreshToken", { ClientId: harness.facts.clientId, RefreshToken: stolen })).ok,
    ).toBe(false);
    const again = await harness.signInAgain(person);
    expect((await again.call("GET", "/api/portfolio")).status).toBe(200);
  });
});
