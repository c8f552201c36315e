// A phishing proxy on another host name shows our real pages and relays what is typed. It opens no session by itself, gets no passkey to sign, and what a
// person behind it can do with a relayed password and code is looked at too: that much is possible, and here is where it ends.
import { chromium, expect, test, type Browser, type Page } from "@playwright/test";
import { findInstalledChromium } from "@/scripts/find-chromium";
import { problemCode } from "../support/answer-faults";
import { callProxy } from "../support/cognito-calls";
import { COOKIE } from "../support/cookie-names";
import { openHarness } from "../support/harness";
import { PHISHING_HOST, startPhishingProxy, type PhishingProxy } from "../support/phishing-proxy";
import { passkeyOf, stageTrader } from "../support/staged-trader";
import { accepted, openGrant, prepare, proveByPassword, type signGrant } from "../support/withdrawal-calls";

const DEPOSITS = [{ asset: "USDC", amount: "100" }];
const ATTACKERS_ADDRESS = "0x000000000000000000000000000000000000dEaD";

let browser: Browser;
let copy: PhishingProxy;

async function openCopy(isCareful: boolean): Promise<void> {
  const { facts } = openHarness();
  copy = await startPhishingProxy(new URL(facts.origin), facts.ports[0], isCareful);
  const executablePath = findInstalledChromium();
  browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [
      `--host-resolver-rules=MAP ${PHISHING_HOST} 127.0.0.1`,
      // The copy of a real attack has a certificate of its own; this gives the test's copy what that would give it.
      `--unsafely-treat-insecure-origin-as-secure=${copy.origin}`,
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
}

test.afterEach(async () => {
  await browser.close();
  await copy.close();
});

/** The victim types into the copy as they would into the real page. Answers the page once something was said. */
async function fallFor(person: { readonly email: string; readonly password: string }): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${copy.origin}/sign-in`);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  return page;
}

const cookiesOf = async (page: Page): Promise<string[]> => (await page.context().cookies()).map(({ name }) => name);

test.describe("a phishing proxy on another host name", () => {
  test("that relays what the browser says gets nothing: the origin is not ours, and the pool is never asked", async () => {
    const harness = openHarness();
    const { person } = await harness.newTrader();
    await openCopy(false);
    const before = (await harness.counts())["InitiateAuth"] ?? 0;
    const page = await fallFor(person);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("alert").first()).toContainText("refused");
    expect(copy.seen.filter((line) => line.startsWith("POST ") && !line.endsWith(" 403"))).toEqual([]);
    expect(copy.seen.filter((line) => line === "POST /api/auth/cognito 403").length).toBeGreaterThan(0);
    expect((await harness.counts())["InitiateAuth"] ?? 0).toBe(before);
    expect(await cookiesOf(page)).toEqual([]);
  });

  test("that writes our origin over the browser's own still opens no session there, because our cookies do not stay under its name", async () => {
    const harness = openHarness();
    const { person } = await harness.newTrader();
    await openCopy(true);
    const page = await fallFor(person);
    expect((await cookiesOf(page)).filter((name) => Object.values<string>(COOKIE).includes(name))).toEqual([]);
    expect(copy.seen.filter((line) => line === "POST /api/auth/cognito 200").length).toBeLessThanOrEqual(1);
    await expect(page.getByLabel("Authentication code")).toBeHidden();
  });

  test("gets no passkey: no page under its name may ask for one of ours, and one made for it is none to us", async () => {
    const harness = openHarness();
    const trader = await stageTrader(harness, { deposits: DEPOSITS, hasPasskey: true });
    await openCopy(true);
    const page = await browser.newPage();
    await page.goto(`${copy.origin}/sign-in`);
    const asked = await page.evaluate(() =>
      navigator.credentials.get({ publicKey: { challenge: new Uint8Array(32), rpId: "localhost", userVerification: "required" } }).then(
        () => "given",
        (error: unknown) => (error instanceof Error ? error.name : "unknown"),
      ),
    );
    expect(asked).toBe("SecurityError");

    const phisher = harness.newClient();
    const started = await callProxy(phisher, "InitiateAuth", {
      ClientId: harness.facts.clientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: trader.person.email, PREFERRED_CHALLENGE: "WEB_AUTHN" },
    });
    const parameters = started.fields["ChallengeParameters"] as Record<string, string>;
    const { challenge } = JSON.parse(parameters["CREDENTIAL_REQUEST_OPTIONS"] ?? "{}") as { challenge: string };
    const answered = await callProxy(phisher, "RespondToAuthChallenge", {
      ClientId: harness.facts.clientId,
      ChallengeName: "WEB_AUTHN",
      Session: started.fields["Session"],
      // Suppose that the browser had signed all the same: what it signs names the page that it is on.
      ChallengeResponses: { USERNAME: trader.person.email, CREDENTIAL: JSON.stringify(passkeyOf(trader).sign(challenge, copy.origin)) },
    });
    expect(answered.ok).toBe(false);
    expect(phisher.jar.get(COOKIE.access)).toBeNull();
  });

  test("with a person behind it who types a relayed password and code has a session, and moves nothing with it", async () => {
    const harness = openHarness();
    const { facts, control } = harness;
    const trader = await stageTrader(harness, { deposits: DEPOSITS, hasPasskey: true });
    await openCopy(true);
    // Passwords and codes can be relayed by hand; nothing that a server sees tells this sign-in from the trader's own.
    const phisher = await harness.signInAgain(trader.person);
    expect((await phisher.call("GET", "/api/portfolio")).status).toBe(200);

    const { shells } = accepted<{ shells: { accessToken: string } }>(await phisher.call("GET", "/api/auth/session"));
    for (const operation of ["StartWebAuthnRegistration", "AssociateSoftwareToken"]) {
      expect((await callProxy(phisher, operation, { AccessToken: shells.accessToken })).errorName, operation).toBe(
        "StepUpRequiredException",
      );
    }
    const { id } = accepted<{ id: string }>(await prepare(phisher, { asset: "USDC", amount: "5", addressId: trader.addressId }));
    expect(problemCode(await phisher.call("POST", `/api/withdrawals/${id}/confirm`, { json: {} }))).toBe("step_up_required");

    // One more relayed code buys an address on the list, and then a day in which nothing can go there.
    const address = accepted<{ id: string }>(
      await phisher.call("POST", "/api/addresses", {
        json: { network: "ethereum-local", address: ATTACKERS_ADDRESS, label: "Cold storage 2" },
      }),
    );
    const grant = accepted<Parameters<typeof signGrant>[1]>(await openGrant(phisher, "address", address.id));
    expect((await proveByPassword(phisher, grant, trader.person, facts, control)).ok).toBe(true);
    accepted(await phisher.call("POST", `/api/addresses/${address.id}/confirm`, { json: { grantId: grant.grantId } }));
    expect(problemCode(await prepare(phisher, { asset: "USDC", amount: "5", addressId: address.id }))).toBe("address_cooling_off");

    const { sessions } = accepted<{ sessions: { id: string; current: boolean }[] }>(await trader.client.call("GET", "/api/sessions"));
    const others = sessions.filter(({ current }) => !current);
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) expect((await trader.client.call("DELETE", `/api/sessions/${other.id}`)).status).toBeLessThan(300);
    expect((await phisher.call("GET", "/api/portfolio")).status).toBe(401);
    expect((await trader.client.call("DELETE", `/api/addresses/${address.id}`)).status).toBeLessThan(300);
  });
});
