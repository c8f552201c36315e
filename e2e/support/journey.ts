// The one way a journey begins and ends: a watched browser with a virtual authenticator to hand, and the blindness check after it.
import { expect, test as base, type CDPSession, type Page } from "@playwright/test";
import { COOKIE } from "./cookie-names";
import { openHarness, type Harness } from "./harness";
import { credentialsIn, findLeaks, Watch } from "./watch";

export interface Journey {
  readonly harness: Harness;
  readonly watch: Watch;
  /** A platform authenticator with a fingerprint that always matches. */
  addAuthenticator(page: Page): Promise<CDPSession>;
  /** The same, for a journey in which the fingerprint does not match for a while. */
  addFickleAuthenticator(page: Page): Promise<(isUserVerified: boolean) => Promise<void>>;
}

const CREDENTIALS_TRIED_MAX = 60;

/** `test` for journeys. Afterwards nothing that a script could read may hold a secret, and every credential-like string must be worthless. */
export const test = base.extend<{ journey: Journey }>({
  baseURL: async ({}, use) => use(openHarness().facts.origin),
  journey: [
    async ({ context, page }, use) => {
      const harness = openHarness();
      const watch = new Watch(context, harness.facts.origin);
      await watch.follow(page);
      await use({ harness, watch, addAuthenticator, addFickleAuthenticator });
      await watch.look(page);
      await watch.settle();
      expect(findLeaks(watch.seen, await harness.secrets()), "no secret is in reach of page JavaScript").toEqual([]);
      expect(watch.foreignRequests, "no request leaves the origin").toEqual([]);
      expect(watch.consoleFaults, "no policy violation and no script error").toEqual([]);
      await tryCredentials(harness, credentialsIn(watch.seen));
    },
    { auto: true },
  ],
});

export { expect };

const addAuthenticator = async (page: Page): Promise<CDPSession> => (await newAuthenticator(page)).session;

async function addFickleAuthenticator(page: Page): Promise<(isUserVerified: boolean) => Promise<void>> {
  const { session, authenticatorId } = await newAuthenticator(page);
  return async (isUserVerified) => {
    await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  };
}

async function newAuthenticator(page: Page): Promise<{ session: CDPSession; authenticatorId: string }> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { session, authenticatorId };
}

/** Replays what the page held at the API and at the pool. Nobody may take it. */
async function tryCredentials(harness: Harness, credentials: readonly string[]): Promise<void> {
  for (const credential of credentials.slice(0, CREDENTIALS_TRIED_MAX)) {
    const client = harness.newClient();
    client.jar.plant(COOKIE.access, credential);
    const answer = await client.call("GET", "/api/portfolio");
    expect(answer.status, "a string from the page opens nothing at the API").toBeGreaterThanOrEqual(400);
    for (const [operation, body] of [
      ["GetUser", { AccessToken: credential }],
      ["GetTokensFromRefreshToken", { RefreshToken: credential, ClientId: harness.facts.clientId }],
      [
        "RespondToAuthChallenge",
        {
          ClientId: harness.facts.clientId,
          ChallengeName: "SOFTWARE_TOKEN_MFA",
          Session: credential,
          ChallengeResponses: { USERNAME: "x", SOFTWARE_TOKEN_MFA_CODE: "000000" },
        },
      ],
    ] as const) {
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
      const refused = await fetch(harness.facts.poolUrl, { method: "POST", headers, body: JSON.stringify(body) });
      expect(refused.status, `a string from the page opens nothing at the pool (${operation})`).toBe(400);
    }
  }
}
