// What changes a credential needs an approval of that very change, or is the account's first passkey right after a sign-in.
import { fetchAuthSession, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { services } from "@/lib/server/services";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import type { Trader } from "@/lib/server/session/trader";
import { CREDENTIAL_ACTS, type CredentialPurpose } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { proveByPasskey } from "@/lib/server/step-up/prove-by-passkey";
import { proveByPassword } from "@/lib/server/step-up/prove-by-password";
import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { addPasskey, cookieHeaderOf } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { createSoftwarePasskey, type SoftwarePasskey } from "@/lib/testing/software-passkey";

import { holdsTicket, openTicket } from "./credential-tickets";
import { isFirstEnrolment } from "./first-enrolment";

const REFUSED = { __type: "StepUpRequiredException" };
let stage: ProxyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));

async function currentTrader(): Promise<Trader> {
  const trader = await resolveTrader(cookieHeaderOf(browser.jar));
  if (!trader.ok) throw new Error(`Nobody is signed in: ${trader.refusal.code}`);
  return trader.value;
}
const now = (): number => services().clock.nowSeconds();

/** Opens a grant as the step-up screen does and proves it; by the passkey when one is given. */
async function arm(purpose: CredentialPurpose, subjectId = "self", passkey?: SoftwarePasskey): Promise<string> {
  const trader = await currentTrader();
  const { grantId, proofs } = await openGrant(trader, { purpose, subjectId }, CREDENTIAL_ACTS[purpose]);
  if (passkey === undefined) expect((await proveByPassword(trader, grantId, now())).ok).toBe(true);
  else await proveByPasskey(trader, grantId, passkey.sign(proofs.passkey?.challenge ?? "", stage.route.origin));
  return grantId;
}

/** Time passes and the page refreshes its session, so that only the sign-in is old. */
async function passSeconds(seconds: number): Promise<string> {
  await stage.advance(seconds);
  return (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.toString() ?? "";
}

/** Signs in long enough ago for no exception to hold; the shell. */
async function signInLongAgo(trader = stage.traders.enrolled): Promise<string> {
  await signInWithCode(stage, trader);
  return passSeconds(301);
}

async function forgetPasskeys(sub: string): Promise<void> {
  await services().database.asTrader(sub, (tx) => tx.query("DELETE FROM holdfast.passkeys"));
}

async function usedAt(grantId: string): Promise<Date | null> {
  const { sub } = await currentTrader();
  const [row] = await services().database.asTrader(sub, (tx) =>
    tx.query<{ used_at: Date | null }>("SELECT used_at FROM holdfast.step_up_grants WHERE id = $1", [grantId]),
  );
  return row?.used_at ?? null;
}

const start = (AccessToken: string) => stage.call("StartWebAuthnRegistration", { AccessToken });
const remove = (AccessToken: string, CredentialId: string) => stage.call("DeleteWebAuthnCredential", { AccessToken, CredentialId });
const associate = (AccessToken: string) => stage.call("AssociateSoftwareToken", { AccessToken });
const verify = (AccessToken: string, UserCode: string) => stage.call("VerifySoftwareToken", { AccessToken, UserCode });
const prefer = (AccessToken: string) =>
  stage.call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });

describe("without an approval", () => {
  test("no operation that changes a credential reaches the pool, and the refusal is written down", async () => {
    const AccessToken = await signInLongAgo();
    for (const [operation, more] of [
      ["StartWebAuthnRegistration", {}],
      ["DeleteWebAuthnCredential", { CredentialId: "abc" }],
      ["AssociateSoftwareToken", {}],
      ["VerifySoftwareToken", { UserCode: "123456" }],
      ["SetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: true } }],
    ] as const) {
      const before = await stage.upstreamCalls(operation);
      expect((await stage.call(operation, { AccessToken, ...more })).body, operation).toMatchObject(REFUSED);
      expect(await stage.upstreamCalls(operation), operation).toBe(before);
    }
    const { sub } = await currentTrader();
    const events = await services().database.asTrader(sub, (tx) =>
      tx.query("SELECT 1 FROM holdfast.security_events WHERE kind = 'credential_change_refused'"),
    );
    expect(events).toHaveLength(5);
  });

  test("an enrolment cannot be finished that was never started", async () => {
    const AccessToken = await signInLongAgo();
    const Credential = createSoftwarePasskey("localhost").register("c".repeat(43), stage.route.origin);
    const finished = await stage.call("CompleteWebAuthnRegistration", { AccessToken, Credential });
    expect(finished.body).toMatchObject({ __type: "WebAuthnChallengeNotFoundException" });
  });
});

describe("the first passkey of an account", () => {
  test("is added without an approval up to five minutes after the sign-in, and not a second later", async () => {
    await signInWithCode(stage, stage.traders.second);
    const trader = await currentTrader();
    const isFirstAt = (seconds: number) =>
      services().database.asTrader(trader.sub, (tx) => isFirstEnrolment(tx, trader, trader.authTimeSeconds + seconds));
    expect([await isFirstAt(300), await isFirstAt(301)]).toEqual([true, false]);
    // The clock runs while the machine works, so the calls themselves keep away from the very second.
    const inTime = await passSeconds(trader.authTimeSeconds + 285 - now());
    expect((await start(inTime)).status).toBe(200);
    expect((await prefer(inTime)).status).toBe(200);
    const late = await passSeconds(trader.authTimeSeconds + 301 - now());
    expect((await start(late)).body).toMatchObject(REFUSED);
    expect((await prefer(late)).body).toMatchObject(REFUSED);
  });

  test("is the only one: right after it a second one needs an approval", async () => {
    await signInWithCode(stage, stage.traders.second);
    const AccessToken = await accessShell();
    await addPasskey(stage, AccessToken);
    expect((await start(AccessToken)).body).toMatchObject(REFUSED);
    expect((await prefer(AccessToken)).body).toMatchObject(REFUSED);
    await arm("passkey_add");
    expect((await start(AccessToken)).status).toBe(200);
    await forgetPasskeys(stage.traders.second.sub);
  });

  test("that was begun in two sessions ends in one", async () => {
    await signInWithCode(stage, stage.traders.second);
    const slow = browser;
    const slowShell = await accessShell();
    const begun = (await start(slowShell)).body["CredentialCreationOptions"] as { challenge: string };
    const Credential = createSoftwarePasskey("localhost").register(begun.challenge, stage.route.origin);
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, stage.traders.second);
    await addPasskey(stage, await accessShell());
    stage.useBrowser(slow);
    const before = await stage.upstreamCalls("CompleteWebAuthnRegistration");
    expect((await stage.call("CompleteWebAuthnRegistration", { AccessToken: slowShell, Credential })).body).toMatchObject(REFUSED);
    expect(await stage.upstreamCalls("CompleteWebAuthnRegistration")).toBe(before);
    await forgetPasskeys(stage.traders.second.sub);
  });
});

describe("an approval", () => {
  test("to add a passkey opens one enrolment and is used up by it, whatever becomes of it", async () => {
    const AccessToken = await signInLongAgo();
    const grantId = await arm("passkey_add");
    expect(await usedAt(grantId)).toBeNull();
    const passkey = await addPasskey(stage, AccessToken);
    expect(await usedAt(grantId)).toBeInstanceOf(Date);
    expect((await start(AccessToken)).body).toMatchObject(REFUSED);
    const failing = await arm("passkey_add", "self", passkey);
    await stage.pool.control("fault", "POST", { operation: "StartWebAuthnRegistration", kind: "drop", times: 1 });
    expect((await start(AccessToken)).body).toMatchObject({ __type: "UnavailableException" });
    expect(await usedAt(failing)).toBeInstanceOf(Date);
    expect((await start(AccessToken)).body).toMatchObject(REFUSED);
  });

  test("used by 20 calls at once opens one enrolment", async () => {
    const AccessToken = await signInLongAgo();
    await arm("passkey_add");
    const answers = await Promise.all(Array.from({ length: 20 }, () => start(AccessToken)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.body["__type"] === "StepUpRequiredException")).toHaveLength(19);
  });

  test("that is open and not proven approves nothing", async () => {
    const AccessToken = await signInLongAgo();
    const trader = await currentTrader();
    const { grantId } = await openGrant(trader, { purpose: "passkey_add", subjectId: "self" }, CREDENTIAL_ACTS.passkey_add);
    expect((await start(AccessToken)).body).toMatchObject(REFUSED);
    expect((await proveByPassword(trader, grantId, now())).ok).toBe(true);
    expect((await start(AccessToken)).status).toBe(200);
  });

  test("is good for two minutes and not for a second more", async () => {
    const AccessToken = await signInLongAgo();
    await arm("passkey_add");
    await stage.advance(105);
    expect((await start(AccessToken)).status).toBe(200);
    await arm("passkey_add");
    await stage.advance(120);
    expect((await start(AccessToken)).body).toMatchObject(REFUSED);
  });

  test("of the trader's other session approves nothing here", async () => {
    const AccessToken = await signInLongAgo();
    const here = browser;
    browser = openAmplifyBrowser(stage);
    const other = await signInLongAgo();
    const armed = await arm("passkey_add");
    const there = browser;
    stage.useBrowser(here);
    expect((await start(await renew(here, AccessToken))).body).toMatchObject(REFUSED);
    browser = there;
    stage.useBrowser(there);
    expect(await usedAt(armed)).toBeNull();
    expect((await start(other)).status).toBe(200);
  });

  test("of another act approves nothing: removing is not adding, and one passkey is not another", async () => {
    const AccessToken = await signInLongAgo(stage.traders.second);
    await arm("totp_change");
    await arm("passkey_remove", "another-passkey");
    expect((await start(AccessToken)).body).toMatchObject(REFUSED);
    await arm("passkey_add");
    const passkey = await addPasskey(stage, AccessToken);
    expect((await remove(AccessToken, passkey.credentialId)).body).toMatchObject(REFUSED);
    await arm("passkey_remove", passkey.credentialId, passkey);
    expect((await remove(AccessToken, passkey.credentialId)).status).toBe(200);
    expect((await remove(AccessToken, passkey.credentialId)).body).toMatchObject(REFUSED);
  });

  test("whose session was lifted from one device to another is worth nothing: its terms are made again", async () => {
    const AccessToken = await signInLongAgo(stage.traders.second);
    const trader = await currentTrader();
    const { grantId } = await openGrant(trader, { purpose: "passkey_add", subjectId: "self" }, bent);
    expect((await proveByPassword(trader, grantId, now())).ok).toBe(true);
    expect((await start(AccessToken)).body).toMatchObject(REFUSED);
    expect(await usedAt(grantId)).toBeNull();
  });
});

describe("a change of the authenticator", () => {
  test("goes on with its ticket through a mistyped code to the end, and each step is taken once", async () => {
    const AccessToken = await signInLongAgo(stage.traders.second);
    await arm("totp_change");
    const secret = String((await associate(AccessToken)).body["SecretCode"]);
    expect((await associate(AccessToken)).body).toMatchObject(REFUSED);
    expect((await verify(AccessToken, "000000")).body).toMatchObject({ __type: "EnableSoftwareTokenMFAException" });
    expect((await verify(AccessToken, await stage.code(secret))).body).toEqual({ Status: "SUCCESS" });
    expect((await verify(AccessToken, await stage.code(secret))).body).toMatchObject(REFUSED);
    expect((await prefer(AccessToken)).status).toBe(200);
    expect((await prefer(AccessToken)).body).toMatchObject(REFUSED);
    await signOut();
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, { ...stage.traders.second, totpSecret: secret });
  });

  test("ends five minutes after its approval", async () => {
    const { enrolled } = stage.traders;
    await forgetPasskeys(enrolled.sub);
    const AccessToken = await signInLongAgo(enrolled);
    await arm("totp_change");
    await associate(AccessToken);
    const trader = await currentTrader();
    const START = now();
    const holdsAt = (seconds: number) =>
      services().database.asTrader(trader.sub, async (tx) => {
        await openTicket(tx, trader, "VerifySoftwareToken", START);
        return holdsTicket(tx, trader, "VerifySoftwareToken", START + seconds);
      });
    expect([await holdsAt(299), await holdsAt(300)]).toEqual([true, false]);
    const inTime = await passSeconds(280);
    expect((await verify(inTime, "000000")).body).toMatchObject({ __type: "EnableSoftwareTokenMFAException" });
    await stage.advance(21);
    expect((await verify(inTime, "000000")).body).toMatchObject(REFUSED);
    expect((await prefer(inTime)).body).toMatchObject(REFUSED);
  });

  test("takes the passkey of a trader who has one, and no password", async () => {
    const { enrolled } = stage.traders;
    await forgetPasskeys(enrolled.sub);
    await signInWithCode(stage, enrolled);
    const AccessToken = await accessShell();
    const passkey = await addPasskey(stage, AccessToken);
    const trader = await currentTrader();
    const act = { purpose: "totp_change", subjectId: "self" } as const;
    const { grantId, proofs } = await openGrant(trader, act, CREDENTIAL_ACTS.totp_change);
    expect(Object.keys(proofs)).toEqual(["passkey"]);
    expect(await proveByPassword(trader, grantId, now())).toMatchObject({ ok: false });
    expect((await associate(AccessToken)).body).toMatchObject(REFUSED);
    await arm("totp_change", "self", passkey);
    expect((await associate(AccessToken)).status).toBe(200);
  });
});

/** Another act's description, whose terms are not those that the gate makes again. */
const bent: (typeof CREDENTIAL_ACTS)["passkey_add"] = async (tx, trader, subjectId, nowSeconds) => {
  const real = await CREDENTIAL_ACTS.passkey_add(tx, trader, subjectId, nowSeconds);
  if (!real.ok) return real;
  const { termsHash } = await import("@/lib/approval/terms-hash");
  const terms = { ...real.value.terms, device: "Somebody's phone" };
  return { ok: true, value: { ...real.value, terms, termsHash: termsHash(terms) } };
};

/** The shell of a browser whose Amplify is not the one that is configured now: the cookies are renewed by the proxy itself. */
async function renew(own: TestBrowser, shell: string): Promise<string> {
  const claims = JSON.parse(Buffer.from(shell.split(".")[1] ?? "", "base64url").toString()) as { origin_jti: string };
  const refreshed = await stage.call("GetTokensFromRefreshToken", { RefreshToken: `shell.${claims.origin_jti}` });
  expect(own.jar.has("__Host-hf_at")).toBe(true);
  return (refreshed.body["AuthenticationResult"] as { AccessToken: string }).AccessToken;
}
