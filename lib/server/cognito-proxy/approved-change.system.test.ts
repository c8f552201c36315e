// An approval lets one change of a credential through: that very one, in its own session and time, once.
import { signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { services } from "@/lib/server/services";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { proveByPassword } from "@/lib/server/step-up/prove-by-password";
import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { credentialActs, forgetPasskeys, nowSeconds, REFUSED } from "@/lib/testing/credential-acts";
import { addPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";

import { holdsTicket, openTicket } from "./credential-tickets";

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
const { currentTrader, arm, passSeconds, signInLongAgo, start, prefer } = credentialActs(() => ({ stage, browser }));
async function usedAt(grantId: string): Promise<Date | null> {
  const { sub } = await currentTrader();
  const [row] = await services().database.asTrader(sub, (tx) =>
    tx.query<{ used_at: Date | null }>("SELECT used_at FROM holdfast.step_up_grants WHERE id = $1", [grantId]),
  );
  return row?.used_at ?? null;
}

const remove = (AccessToken: string, CredentialId: string) => stage.call("DeleteWebAuthnCredential", { AccessToken, CredentialId });
const associate = (AccessToken: string) => stage.call("AssociateSoftwareToken", { AccessToken });
const verify = (AccessToken: string, UserCode: string) => stage.call("VerifySoftwareToken", { AccessToken, UserCode });

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
    expect((await proveByPassword(trader, grantId, nowSeconds())).ok).toBe(true);
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
    expect((await proveByPassword(trader, grantId, nowSeconds())).ok).toBe(true);
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
    const START = nowSeconds();
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
    expect(await proveByPassword(trader, grantId, nowSeconds())).toMatchObject({ ok: false });
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
