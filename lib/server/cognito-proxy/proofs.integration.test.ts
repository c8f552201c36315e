// The proxy called as script on our page could call it: guesses at passwords, and passkeys.
import { signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { resolveTrader } from "@/lib/server/session/resolve-trader";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { proveByPassword } from "@/lib/server/step-up/prove-by-password";
import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { cookieHeaderOf, signInByPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { guessWrongly, nameOf } from "@/lib/testing/raw-guesses";
import { createSoftwarePasskey } from "@/lib/testing/software-passkey";

let stage: ProxyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
});
afterAll(async () => {
  const { services } = await import("@/lib/server/services");
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));

describe("guesses at a password", () => {
  test("get the same answers for a known and for an unknown address", async () => {
    const answers = async (email: string): Promise<Set<string>> => {
      const names = new Set<string>();
      for (let guesses = 0; guesses < 9 && !names.has("LockedOutException"); guesses += 1) {
        names.add(nameOf(await guessWrongly(stage.call, email)));
      }
      return names;
    };
    const known = await answers(stage.traders.newcomer.email);
    expect(known).toEqual(new Set(["NotAuthorizedException", "LockedOutException"]));
    expect(await answers("nobody.at.all@holdfast.test")).toEqual(known);
  });
});

interface CreationOptions {
  readonly challenge: string;
}

async function optionsFor(AccessToken: string): Promise<CreationOptions> {
  return (await stage.call("StartWebAuthnRegistration", { AccessToken })).body["CredentialCreationOptions"] as CreationOptions;
}

async function rowsOf(sub: string): Promise<{ mfa_enabled_at: Date | null }[]> {
  const { services } = await import("@/lib/server/services");
  return services().database.asTrader(sub, (tx) => tx.query("SELECT mfa_enabled_at FROM holdfast.passkeys"));
}

/** The approval that the step-up screens would have brought about. */
async function approveRemoval(credentialId: string): Promise<void> {
  const trader = await resolveTrader(cookieHeaderOf(browser.jar));
  if (!trader.ok) throw new Error("nobody is signed in");
  const act = { purpose: "passkey_remove", subjectId: credentialId } as const;
  const { grantId } = await openGrant(trader.value, act, CREDENTIAL_ACTS.passkey_remove);
  const { services } = await import("@/lib/server/services");
  expect((await proveByPassword(trader.value, grantId, services().clock.nowSeconds())).ok).toBe(true);
}

async function eventsOf(sub: string): Promise<string[]> {
  const { services } = await import("@/lib/server/services");
  const rows = await services().database.asTrader(sub, (tx) =>
    tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events ORDER BY id"),
  );
  return rows.map((row) => row.kind);
}

describe("a passkey", () => {
  test("is enrolled once, listed, signs in alone, and is removed with its public key", async () => {
    const trader = stage.traders.enrolled;
    const passkey = createSoftwarePasskey("localhost");
    await signInWithCode(stage, trader);
    const shell = await accessShell();
    const Credential = passkey.register((await optionsFor(shell)).challenge, stage.route.origin);
    expect(await stage.call("CompleteWebAuthnRegistration", { AccessToken: shell, Credential })).toEqual({ status: 200, body: {} });
    const replay = await stage.call("CompleteWebAuthnRegistration", { AccessToken: shell, Credential });
    expect(replay.body).toMatchObject({ __type: "WebAuthnChallengeNotFoundException" });
    const list = await stage.call("ListWebAuthnCredentials", { AccessToken: shell });
    expect(list.body["Credentials"]).toMatchObject([{ CredentialId: passkey.credentialId, RelyingPartyId: "localhost" }]);
    expect((await rowsOf(trader.sub))[0]?.mfa_enabled_at).toBeInstanceOf(Date);
    await signOut();

    browser = openAmplifyBrowser(stage);
    const signedIn = (await signInByPasskey(stage, trader.email, passkey)).body["AuthenticationResult"] as { AccessToken: string };
    expect(signedIn).toMatchObject({ TokenType: "Bearer", AccessToken: expect.stringMatching(/\.shell$/) as string });
    expect([...browser.jar.keys()].sort()).toEqual(["__Host-hf_at", "__Host-hf_dev", "__Secure-hf_rt"]);
    const { AccessToken } = signedIn;
    await approveRemoval(passkey.credentialId);
    expect((await stage.call("DeleteWebAuthnCredential", { AccessToken, CredentialId: passkey.credentialId })).status).toBe(200);
    expect((await stage.call("ListWebAuthnCredentials", { AccessToken })).body).toEqual({ Credentials: [] });
    expect(await rowsOf(trader.sub)).toEqual([]);
    expect(await eventsOf(trader.sub)).toEqual(expect.arrayContaining(["session_opened", "passkey_added", "passkey_removed"]));
  });

  test("that somebody else made signs nobody in", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    const shell = await accessShell();
    const Credential = createSoftwarePasskey("localhost").register((await optionsFor(shell)).challenge, stage.route.origin);
    await stage.call("CompleteWebAuthnRegistration", { AccessToken: shell, Credential });
    await signOut();
    browser = openAmplifyBrowser(stage);
    const refused = await signInByPasskey(stage, stage.traders.enrolled.email, createSoftwarePasskey("localhost"));
    expect(refused.body).toMatchObject({ __type: "NotAuthorizedException" });
    expect(browser.jar.has("__Host-hf_at")).toBe(false);
  });

  const enrol = (AccessToken: string, make: (options: CreationOptions) => object) =>
    optionsFor(AccessToken).then((options) => stage.call("CompleteWebAuthnRegistration", { AccessToken, Credential: make(options) }));

  test("made for another challenge, origin or relying party is refused before the pool sees it", async () => {
    await signInWithCode(stage, stage.traders.second);
    const shell = await accessShell();
    const { origin } = stage.route;
    const before = await stage.upstreamCalls("CompleteWebAuthnRegistration");
    for (const make of [
      ({ challenge }: CreationOptions) => createSoftwarePasskey("localhost").register(`${challenge}x`, origin),
      ({ challenge }: CreationOptions) => createSoftwarePasskey("localhost").register(challenge, "https://evil.example"),
      ({ challenge }: CreationOptions) => createSoftwarePasskey("evil.example").register(challenge, origin),
    ]) {
      expect((await enrol(shell, make)).body).toMatchObject({ __type: "WebAuthnCredentialNotSupportedException" });
    }
    expect(await stage.upstreamCalls("CompleteWebAuthnRegistration")).toBe(before);
  });

  test("refused by the pool leaves no row, and one that it accepts survives a failed switch of the second factor", async () => {
    const trader = stage.traders.second;
    await signInWithCode(stage, trader);
    const shell = await accessShell();
    const make = ({ challenge }: CreationOptions) => createSoftwarePasskey("localhost").register(challenge, stage.route.origin);
    await stage.pool.control("fault", "POST", { operation: "CompleteWebAuthnRegistration", kind: "throttle", times: 1 });
    expect((await enrol(shell, make)).body).toMatchObject({ __type: "RateLimitedException" });
    expect(await rowsOf(trader.sub)).toEqual([]);
    await stage.pool.control("fault", "POST", { operation: "SetUserMFAPreference", kind: "drop", times: 1 });
    expect((await enrol(shell, make)).status).toBe(200);
    expect(await rowsOf(trader.sub)).toEqual([{ mfa_enabled_at: null }]);
    await stage.call("ListWebAuthnCredentials", { AccessToken: shell });
    expect((await rowsOf(trader.sub))[0]?.mfa_enabled_at).toBeInstanceOf(Date);
  });
});
