// The trader's passkeys as they look after them: named, told apart by their last use, renamed, and never removed when they are the last way in.
import { signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PasskeyDto } from "@/lib/contracts/passkeys";
import { services } from "@/lib/server/services";
import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { credentialActs, nowSeconds, REFUSED } from "@/lib/testing/credential-acts";
import { addPasskey, plantPasskey, signInByPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import type { SoftwarePasskey } from "@/lib/testing/software-passkey";
import { listPasskeys } from "./list-passkeys";
import { removeAuthenticator } from "./remove-authenticator";
import { renamePasskey } from "./rename-passkey";

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
const { currentTrader, arm } = credentialActs(() => ({ stage, browser }));

const LAST = { __type: "LastWayInException" };
const remove = (AccessToken: string, CredentialId: string) => stage.call("DeleteWebAuthnCredential", { AccessToken, CredentialId });
const listed = async (): Promise<readonly PasskeyDto[]> => (await listPasskeys(await currentTrader())).passkeys;
const find = async (passkey: SoftwarePasskey): Promise<PasskeyDto | undefined> =>
  (await listed()).find(({ id }) => id === passkey.credentialId);

/** Signs in with password and code and adds as many passkeys; the first needs no approval, the others take one by the first. */
async function traderWith(count: number, trader = stage.traders.enrolled): Promise<{ shell: string; passkeys: SoftwarePasskey[] }> {
  await services().database.asTrader(trader.sub, (tx) => tx.query("DELETE FROM holdfast.passkeys"));
  await signInWithCode(stage, trader);
  const shell = await accessShell();
  const passkeys: SoftwarePasskey[] = [];
  for (let made = 0; made < count; made += 1) {
    if (made > 0) await arm("passkey_add", "self", passkeys[0]);
    passkeys.push(await addPasskey(stage, shell));
  }
  return { shell, passkeys };
}

const signedInBy = async (passkey: SoftwarePasskey): Promise<string> => {
  browser = openAmplifyBrowser(stage);
  const { body } = await signInByPasskey(stage, stage.traders.enrolled.email, passkey);
  return (body["AuthenticationResult"] as { AccessToken: string }).AccessToken;
};

describe("the list", () => {
  test("names a new passkey after its device and knows no use of it", async () => {
    const { passkeys } = await traderWith(1);
    const [first] = passkeys;
    if (first === undefined) throw new Error("No passkey");
    expect(await find(first)).toMatchObject({ name: "Passkey", addedHere: true, lastUsed: null });
    expect((await find(first))?.createdAt).toMatch(/Z$/);
  });

  test("tells when, where and for what a passkey was last used: a sign-in, then an approval", async () => {
    const { passkeys } = await traderWith(1);
    const [first] = passkeys;
    if (first === undefined) throw new Error("No passkey");
    await signedInBy(first);
    expect((await find(first))?.lastUsed).toMatchObject({ usedFor: "sign_in", network: "203.0.113.0/24", device: "Unknown device" });
    await stage.advance(90);
    await arm("passkey_add", "self", first);
    const use = (await find(first))?.lastUsed;
    expect(use?.usedFor).toBe("approval");
    expect(Date.parse(use?.at ?? "") / 1_000).toBeGreaterThanOrEqual(nowSeconds() - 5);
  });

  test("shows a passkey that was planted at the pool as not added here, and it can be removed", async () => {
    const { shell, passkeys } = await traderWith(1);
    const planted = await plantPasskey(stage, browser.jar.get("__Host-hf_at") ?? "");
    expect(await find(planted)).toMatchObject({ addedHere: false, lastUsed: null });
    await arm("passkey_remove", planted.credentialId, passkeys[0]);
    expect((await remove(shell, planted.credentialId)).status).toBe(200);
    expect(await find(planted)).toBeUndefined();
  });
});

describe("a name", () => {
  test("is changed for the trader's own passkey, and the trail is told", async () => {
    const { passkeys } = await traderWith(1);
    const [first] = passkeys;
    if (first === undefined) throw new Error("No passkey");
    const trader = await currentTrader();
    await renamePasskey(trader, first.credentialId, "Phone in the kitchen");
    expect((await find(first))?.name).toBe("Phone in the kitchen");
    const events = await services().database.asTrader(trader.sub, (tx) =>
      tx.query<{ detail: object }>("SELECT detail FROM holdfast.security_events WHERE kind = 'passkey_renamed'"),
    );
    expect(events).toEqual([{ detail: {} }]);
  });

  test("of another trader's passkey, or of none, is not found and stays", async () => {
    const { passkeys } = await traderWith(1);
    const [first] = passkeys;
    if (first === undefined) throw new Error("No passkey");
    const { sub } = stage.traders.second;
    const stranger = { ...(await currentTrader()), sub };
    for (const id of [first.credentialId, "none"]) {
      await expect(renamePasskey(stranger, id, "Mine")).rejects.toMatchObject({ refusal: { code: "not_found" } });
    }
    expect((await find(first))?.name).not.toBe("Mine");
  });
});

describe("the last way in", () => {
  test("is no passkey while password and authenticator are there", async () => {
    const { shell, passkeys } = await traderWith(1);
    const id = passkeys[0]?.credentialId ?? "";
    expect((await remove(shell, id)).body).toMatchObject(REFUSED);
    await arm("passkey_remove", id, passkeys[0]);
    expect((await remove(shell, id)).status).toBe(200);
  });

  test("is the one passkey of an account without its authenticator: refused before the pool is asked, and the approval is not used up", async () => {
    const { passkeys } = await traderWith(2);
    const [one, two] = passkeys;
    if (one === undefined || two === undefined) throw new Error("No passkeys");
    await removeAuthenticator(await currentTrader(), await arm("totp_change", "removal", one));
    const shell = await signedInBy(one);
    await arm("passkey_remove", two.credentialId, one);
    expect((await remove(shell, two.credentialId)).status).toBe(200);
    await arm("passkey_remove", one.credentialId, one);
    const before = await stage.upstreamCalls("DeleteWebAuthnCredential");
    expect((await remove(shell, one.credentialId)).body).toMatchObject(LAST);
    expect(await stage.upstreamCalls("DeleteWebAuthnCredential")).toBe(before);
    expect(await find(one)).toMatchObject({ addedHere: true });
  });

  test("is judged for 2 removals at once: one of the two stays", async () => {
    const { passkeys } = await traderOfPasskeysOnly();
    const [one, two] = passkeys;
    const shell = await signedInBy(one);
    await arm("passkey_remove", one.credentialId, one);
    await arm("passkey_remove", two.credentialId, one);
    const answers = await Promise.all([remove(shell, one.credentialId), remove(shell, two.credentialId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect((await listed()).filter(({ addedHere }) => addedHere)).toHaveLength(1);
  });

  test("a removal that the pool refuses leaves the passkey a way in that is counted on", async () => {
    const { passkeys } = await traderOfPasskeysOnly();
    const [one, two] = passkeys;
    const shell = await signedInBy(one);
    await arm("passkey_remove", two.credentialId, one);
    await stage.pool.control("fault", "POST", { operation: "DeleteWebAuthnCredential", kind: "throttle", times: 1 });
    expect((await remove(shell, two.credentialId)).status).toBe(400);
    await arm("passkey_remove", one.credentialId, one);
    expect((await remove(shell, one.credentialId)).status).toBe(200);
  });
});

/** The authenticator was removed by the test above; two passkeys are added to what the account is opened with. */
async function traderOfPasskeysOnly(): Promise<{ passkeys: readonly [SoftwarePasskey, SoftwarePasskey] }> {
  const { sub } = stage.traders.enrolled;
  // The codes come back for the test's own sign-in only.
  await services().database.asTrader(sub, (tx) => tx.query("UPDATE holdfast.closed_ways SET opens_at = closed_at"));
  const { passkeys } = await traderWith(2);
  const [one, two] = passkeys;
  if (one === undefined || two === undefined) throw new Error("No passkeys");
  await removeAuthenticator(await currentTrader(), await arm("totp_change", "removal", one));
  return { passkeys: [one, two] };
}
