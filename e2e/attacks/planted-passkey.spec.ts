// Acceptance 4: a thief with a stolen access token goes round us and registers a passkey at the pool itself. It signs in, sees, and can do nothing.
import { expect, test } from "@playwright/test";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { createSoftwarePasskey, type SoftwarePasskey } from "@/lib/testing/software-passkey";
import type { AppClient } from "../support/app-client";
import { problemCode } from "../support/answer-faults";
import { callPool, callProxy, type CognitoAnswer, textField } from "../support/cognito-calls";
import { concretePath } from "../support/concrete-path";
import { COOKIE } from "../support/cookie-names";
import { type Harness, openHarness } from "../support/harness";
import { passkeyOf, stageTrader } from "../support/staged-trader";
import { accepted, openGrant, prepare } from "../support/withdrawal-calls";

/** Registers a passkey with nothing but a stolen token, as the pool allows. */
async function plant(harness: Harness, accessToken: string): Promise<SoftwarePasskey> {
  const passkey = createSoftwarePasskey("localhost");
  const started = await callPool(harness.facts.poolUrl, "StartWebAuthnRegistration", { AccessToken: accessToken });
  const { challenge } = started.fields["CredentialCreationOptions"] as { challenge: string };
  const Credential = passkey.register(challenge, harness.facts.origin);
  const done = await callPool(harness.facts.poolUrl, "CompleteWebAuthnRegistration", { AccessToken: accessToken, Credential });
  if (!done.ok) throw new Error(`The pool did not take the planted passkey: ${done.answer.text}`);
  return passkey;
}

async function signInWithPasskey(harness: Harness, client: AppClient, email: string, passkey: SoftwarePasskey): Promise<CognitoAnswer> {
  const started = await callProxy(client, "InitiateAuth", {
    ClientId: harness.facts.clientId,
    AuthFlow: "USER_AUTH",
    AuthParameters: { USERNAME: email, PREFERRED_CHALLENGE: "WEB_AUTHN" },
  });
  const options = JSON.parse(textField(started, "ChallengeParameters", "CREDENTIAL_REQUEST_OPTIONS")) as { challenge: string };
  return callProxy(client, "RespondToAuthChallenge", {
    ClientId: harness.facts.clientId,
    ChallengeName: "WEB_AUTHN",
    Session: started.fields["Session"],
    ChallengeResponses: { USERNAME: email, CREDENTIAL: JSON.stringify(passkey.sign(options.challenge, harness.facts.origin)) },
  });
}

test.describe("a passkey that was planted at the pool", () => {
  test("signs in to look, approves nothing, changes nothing, and the trader is told", async () => {
    const harness = openHarness();
    const victim = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "100" }], hasPasskey: true });
    const planted = await plant(harness, victim.client.jar.get(COOKIE.access) ?? "");
    const thief = harness.newClient();
    expect((await signInWithPasskey(harness, thief, victim.person.email, planted)).ok).toBe(true);
    expect((await thief.call("GET", "/api/portfolio")).status).toBe(200);

    const writes = ROUTE_MANIFEST.filter(({ audience }) => audience === "trader").flatMap(({ path, methods, accepts }) =>
      methods.filter((method) => method !== "GET").map((method) => ({ method, path, type: accepts[0] ?? "" })),
    );
    expect(writes.length).toBeGreaterThan(8);
    for (const { method, path, type } of writes) {
      const headers = [
        ["Content-Type", type],
        ["X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth"],
        ["Idempotency-Key", "thief"],
      ] as const;
      const answer = await thief.call(method, concretePath(path), { json: {}, headers });
      expect(answer.status, `${method} ${path}: ${answer.text}`).toBe(403);
    }
    const { shells } = accepted<{ shells: { accessToken: string } }>(await thief.call("GET", "/api/auth/session"));
    for (const operation of ["StartWebAuthnRegistration", "AssociateSoftwareToken"]) {
      expect((await callProxy(thief, operation, { AccessToken: shells.accessToken })).ok, operation).toBe(false);
    }

    const banner = await victim.client.open("/portfolio");
    expect(banner.text, "the trader is told on every page").toMatch(/passkey that was not added here/i);
    const order = { asset: "USDC", amount: "5", addressId: victim.addressId };
    expect(problemCode(await prepare(victim.client, order)), "withdrawals wait").toBe("withdrawal_hold");
  });

  test("does not make the trader's own passkey worse: that one opens a full session", async () => {
    const harness = openHarness();
    const trader = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "100" }], hasPasskey: true });
    const own = harness.newClient();
    expect((await signInWithPasskey(harness, own, trader.person.email, passkeyOf(trader))).ok).toBe(true);
    const prepared = await prepare(own, { asset: "USDC", amount: "5", addressId: trader.addressId });
    expect(prepared.status).toBe(201);
    expect((await openGrant(own, "withdrawal", (JSON.parse(prepared.text) as { id: string }).id)).status).toBe(201);
  });

  test("cannot approve from the trader's own session: we never learnt its key", async () => {
    const harness = openHarness();
    const victim = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "100" }], hasPasskey: true });
    const planted = await plant(harness, victim.client.jar.get(COOKIE.access) ?? "");
    const { id } = accepted<{ id: string }>(await prepare(victim.client, { asset: "USDC", amount: "5", addressId: victim.addressId }));
    const grant = accepted<{ grantId: string; proofs: { passkey: { challenge: string; allowCredentials: { id: string }[] } } }>(
      await openGrant(victim.client, "withdrawal", id),
    );
    expect(grant.proofs.passkey.allowCredentials.map(({ id: offered }) => offered)).toEqual([passkeyOf(victim).credentialId]);
    const credential = planted.sign(grant.proofs.passkey.challenge, harness.facts.origin);
    const answer = await victim.client.call("POST", `/api/step-up/${grant.grantId}/passkey`, { json: { credential } });
    expect(problemCode(answer)).toBe("proof_refused");
  });
});
