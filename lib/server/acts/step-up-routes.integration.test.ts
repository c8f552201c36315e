// The two routes as a browser calls them, with the real test pool behind: its own token, its own list of passkeys.
import { signOut } from "aws-amplify/auth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StepUpDto } from "@/lib/contracts/step-up";
import { openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { createSoftwarePasskey, type SoftwarePasskey } from "@/lib/testing/software-passkey";

const realFetch = globalThis.fetch;
let stage: ProxyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openProxyStage();
  const cognito = await import("@/app/api/auth/cognito/route");
  const opening = await import("@/app/api/step-up/route");
  const proving = await import("@/app/api/step-up/[grantId]/passkey/route");
  stage.route.serve((request) => {
    const { pathname } = new URL(request.url);
    const grantId = /^\/api\/step-up\/([^/]+)\/passkey$/.exec(pathname)?.[1];
    if (grantId !== undefined) return proving.POST(request, { params: Promise.resolve({ grantId }) });
    return pathname === "/api/step-up" ? opening.POST(request, {}) : cognito.POST(request, {});
  });
  browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, stage.traders.enrolled);
});
afterAll(async () => {
  await signOut().catch(() => undefined);
  const { services } = await import("@/lib/server/services");
  await services().database.close();
  await stage.close();
});

async function post(path: string, body: unknown): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await browser.fetch(`${stage.route.origin}${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const open = async (): Promise<StepUpDto> => {
  const { status, body } = await post("/api/step-up", { purpose: "passkey_add", subjectId: "self" });
  expect(status).toBe(201);
  return body as unknown as StepUpDto;
};

/** Calls the pool as whoever holds the real token could. */
async function atThePool(operation: string, body: object): Promise<Record<string, unknown>> {
  const response = await realFetch(stage.pool.url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify({ AccessToken: browser.jar.get("__Host-hf_at"), ...body }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

/** Registers a passkey at the pool; with our row it is one of ours, without it is planted. */
async function register(isOurs: boolean): Promise<SoftwarePasskey> {
  const passkey = createSoftwarePasskey("localhost");
  const { challenge } = (await atThePool("StartWebAuthnRegistration", {}))["CredentialCreationOptions"] as { challenge: string };
  await atThePool("CompleteWebAuthnRegistration", { Credential: passkey.register(challenge, stage.route.origin) });
  if (!isOurs) return passkey;
  const { services } = await import("@/lib/server/services");
  const { sub } = stage.traders.enrolled;
  await services().database.asTrader(sub, (tx) =>
    tx.query(
      `INSERT INTO holdfast.passkeys
         (credential_id, sub, public_key, sign_count, transports, aaguid, is_backup_eligible, is_backed_up, created_at)
       VALUES ($1, $2, $3, 0, '{internal}', '00000000-0000-0000-0000-000000000000', false, false, now())`,
      [passkey.credentialId, sub, Buffer.from(passkey.publicKey)],
    ),
  );
  return passkey;
}

describe("POST /api/step-up and its passkey", () => {
  test("offer a passkey of ours that the pool lists, take its signature, and offer it no more once the pool has dropped it", async () => {
    await register(false);
    expect((await open()).proofs.passkey).toBeUndefined();
    const passkey = await register(true);
    const [grant, other] = [await open(), await open()];
    expect(grant.proofs.passkey?.allowCredentials.map(({ id }) => id)).toEqual([passkey.credentialId]);
    const sign = ({ proofs }: StepUpDto) => ({ credential: passkey.sign(proofs.passkey?.challenge ?? "", stage.route.origin) });
    expect(await post(`/api/step-up/${other.grantId}/passkey`, sign(grant))).toMatchObject({
      status: 422,
      body: { code: "proof_refused" },
    });
    const proven = await post(`/api/step-up/${grant.grantId}/passkey`, sign(grant));
    expect(proven).toMatchObject({
      status: 200,
      body: { provenAt: expect.any(String) as string, expiresAt: expect.any(String) as string },
    });
    await atThePool("DeleteWebAuthnCredential", { CredentialId: passkey.credentialId });
    expect(await post(`/api/step-up/${other.grantId}/passkey`, sign(other))).toMatchObject({
      status: 422,
      body: { code: "proof_refused" },
    });
    expect((await open()).proofs.passkey).toBeUndefined();
  });

  test("refuse an unknown subject, purpose, field and grant, and never answer with a token", async () => {
    const unknown = { purpose: "withdrawal", subjectId: "00000000-0000-4000-8000-000000000000" };
    expect(await post("/api/step-up", unknown)).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await post("/api/step-up", { ...unknown, purpose: "address" })).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await post("/api/step-up", { ...unknown, purpose: "freeze" })).toMatchObject({ status: 422, body: { code: "invalid_request" } });
    expect(await post("/api/step-up", { ...unknown, terms: {} })).toMatchObject({ status: 422, body: { code: "invalid_request" } });
    const { response, ...rest } = createSoftwarePasskey("localhost").sign("c".repeat(43), stage.route.origin);
    const nowhere = "/api/step-up/00000000-0000-4000-8000-000000000000/passkey";
    expect(await post(nowhere, { credential: { ...rest, response } })).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await post(nowhere, { credential: rest })).toMatchObject({ status: 422, body: { code: "invalid_request" } });
    const token = browser.jar.get("__Host-hf_at") ?? "";
    expect(browser.answers.some(({ body }) => body.includes(token))).toBe(false);
  });

  test("ask for a session and for our own page", async () => {
    const send = (headers: Record<string, string>) =>
      realFetch(`${stage.route.origin}/api/step-up`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ purpose: "passkey_add", subjectId: "self" }),
      });
    expect((await send({ origin: stage.route.origin, "sec-fetch-site": "same-origin" })).status).toBe(401);
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    expect((await send({ cookie, origin: "https://evil.example", "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await send({ cookie, origin: stage.route.origin, "sec-fetch-site": "same-origin" })).status).toBe(201);
  });
});
