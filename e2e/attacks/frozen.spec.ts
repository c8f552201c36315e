// A frozen account may be looked at and unfrozen, and nothing else; and freezing by a link tightens whatever somebody does with the link.
import { expect, test } from "@playwright/test";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { problemCode } from "../support/answer-faults";
import type { AppClient } from "../support/app-client";
import { callProxy } from "../support/cognito-calls";
import { concretePath } from "../support/concrete-path";
import { outcomeOf, postFreeze, tokenOf } from "../support/freeze-calls";
import { openHarness } from "../support/harness";
import { passkeyOf, stageTrader } from "../support/staged-trader";
import { accepted, confirm, openGrant, prepare, prepareProven } from "../support/withdrawal-calls";

const WRITES = ROUTE_MANIFEST.filter(({ audience }) => audience === "trader").flatMap(({ path, methods, accepts, isOpenWhenFrozen }) =>
  methods.filter((method) => method !== "GET").map((method) => ({ method, path, type: accepts[0] ?? "", isOpenWhenFrozen })),
);

/** Every write that a freeze must stop, with the code of its answer. */
async function sweep(client: AppClient): Promise<Record<string, string | null>> {
  const codes: Record<string, string | null> = {};
  for (const { method, path, type, isOpenWhenFrozen } of WRITES) {
    if (isOpenWhenFrozen) continue;
    const headers = [
      ["Content-Type", type],
      ["Idempotency-Key", "frozen"],
    ] as const;
    codes[`${method} ${path}`] = problemCode(await client.call(method, concretePath(path), { json: {}, headers }));
  }
  return codes;
}

test.describe("a frozen account", () => {
  test("lets exactly the way back through", () => {
    expect(WRITES.filter(({ isOpenWhenFrozen }) => isOpenWhenFrozen).map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/step-up",
      "POST /api/step-up/[grantId]/passkey",
      "POST /api/step-up/[grantId]/cognito",
      "POST /api/account/freeze",
      "POST /api/account/unfreeze",
    ]);
  });

  test("refuses every other write, while the twin that is not frozen is judged on its merits", async () => {
    const harness = openHarness();
    const [frozen, twin] = [await harness.newTrader(), await harness.newTrader()];
    expect((await frozen.client.call("POST", "/api/account/freeze", { json: {} })).status).toBe(204);
    const looking = await harness.signInAgain(frozen.person);
    // Cancelling a recovery only tightens, so a frozen account may: there is none here.
    const { "POST /api/account/recovery/cancel": cancel, ...codes } = await sweep(looking);
    expect(cancel).toBe("not_found");
    expect(Object.keys(codes).length).toBeGreaterThan(6);
    expect(new Set(Object.values(codes))).toEqual(new Set(["account_frozen"]));
    expect(Object.values(await sweep(twin.client))).not.toContain("account_frozen");
    for (const path of ["/api/portfolio", "/api/security/events", "/api/account/phrase", "/api/sessions"])
      expect((await looking.call("GET", path)).status, path).toBe(200);
  });

  test("has no act approved but its unfreezing, moves no money, and changes no credential", async () => {
    const harness = openHarness();
    const trader = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "100" }], hasPasskey: true });
    const order = { asset: "USDC", amount: "5", addressId: trader.addressId };
    const proven = await prepareProven(trader.client, order, passkeyOf(trader), harness.facts.origin);
    await trader.client.call("POST", "/api/account/freeze", { json: {} });
    const looking = await harness.signInAgain(trader.person);
    expect(problemCode(await prepare(looking, order))).toBe("account_frozen");
    expect(problemCode(await confirm(looking, proven.withdrawal.id, proven.grant.grantId))).toBe("account_frozen");
    for (const purpose of ["passkey_add", "totp_change", "password_change", "recovery_codes", "account_delete"])
      expect(problemCode(await openGrant(looking, purpose, "self")), purpose).toBe("account_frozen");
    expect((await openGrant(looking, "unfreeze", "self")).status).toBe(201);
    const { shells } = accepted<{ shells: { accessToken: string } }>(await looking.call("GET", "/api/auth/session"));
    for (const operation of ["StartWebAuthnRegistration", "AssociateSoftwareToken"]) {
      const answer = await callProxy(looking, operation, { AccessToken: shells.accessToken });
      expect([answer.ok, answer.errorName], operation).toEqual([false, "AccountFrozenException"]);
    }
    expect(problemCode(await looking.call("POST", "/api/account/unfreeze", { json: {} }))).toBe("step_up_required");
  });
});

test.describe("a freeze link", () => {
  test("does nothing until its form is posted from our own page; then every session is dead on both processes; replays are harmless", async () => {
    const harness = openHarness();
    const { person, client } = await harness.newTrader();
    const token = tokenOf(await harness.control.notice(person.email, /Sign-in from a device/));
    const stranger = harness.newClient();
    const isAlive = async (): Promise<number[]> =>
      Promise.all([0, 1].map(async (process) => (await client.call("GET", "/api/portfolio", { process })).status));

    for (const method of ["GET", "HEAD"]) await stranger.call(method, `/freeze?token=${token}`);
    expect((await stranger.open(`/freeze?token=${token}`)).status).toBe(200);
    expect((await stranger.call("GET", `/api/account/freeze-link?token=${token}`)).status).toBe(405);
    const foreign = await postFreeze(stranger, token, { headers: [["Origin", "https://evil.example"]] });
    expect(problemCode(foreign)).toBe("wrong_origin");
    expect(problemCode(await postFreeze(stranger, token, { headers: [["Sec-Fetch-Site", "cross-site"]] }))).toBe("wrong_origin");
    expect(problemCode(await postFreeze(stranger, token, { headers: [["Origin", "null"]] }))).toBe("wrong_origin");
    expect(outcomeOf(await postFreeze(stranger, "A".repeat(43)))).toBe("refused");
    expect(await isAlive()).toEqual([200, 200]);

    const posted = await postFreeze(stranger, token);
    expect([posted.status, outcomeOf(posted)]).toEqual([303, "frozen"]);
    expect(await isAlive()).toEqual([401, 401]);
    expect((await client.call("POST", "/api/auth/refresh", { json: {} })).status).toBe(401);

    const looking = await harness.signInAgain(person);
    expect(outcomeOf(await postFreeze(stranger, token, { process: 1 }))).toBe("already");
    expect((await looking.call("GET", "/api/portfolio")).status).toBe(200);
    const mails = await harness.control.notices(person.email);
    expect(mails.filter(({ subject }) => subject.includes("frozen")).length).toBeLessThanOrEqual(1);
  });
});

test.describe("the mail about a lock", () => {
  test("reaches the owner, who is found by the address that somebody else typed; once, however often it locks", async () => {
    const harness = openHarness();
    const { person } = await harness.newTrader();
    const thief = harness.newClient();
    const guess = () =>
      callProxy(thief, "InitiateAuth", {
        ClientId: harness.facts.clientId,
        AuthFlow: "USER_SRP_AUTH",
        AuthParameters: { USERNAME: person.email, SRP_A: "1".repeat(700) },
      });
    for (let count = 0; count < 12; count += 1) {
      const started = await guess();
      if (!started.ok) continue;
      await callProxy(thief, "RespondToAuthChallenge", {
        ClientId: harness.facts.clientId,
        ChallengeName: "PASSWORD_VERIFIER",
        Session: started.fields["Session"],
        ChallengeResponses: {
          USERNAME: person.email,
          PASSWORD_CLAIM_SECRET_BLOCK: "A".repeat(100),
          PASSWORD_CLAIM_SIGNATURE: "A".repeat(43),
          TIMESTAMP: "Sat Nov 28 16:00:00 UTC 2026",
        },
      });
    }
    const mail = await harness.control.notice(person.email, /paused after too many attempts/);
    expect(mail.text).toMatch(/^Your words: [a-z]+ [a-z]+ [a-z]+$/m);
    const all = await harness.control.notices(person.email);
    expect(all.filter(({ subject }) => subject.includes("paused"))).toHaveLength(1);
  });
});
