// What a stranger can ask about an address, as data: each way is asked for a known and for an unknown address, and the two are compared.
import { createTestBrowser, type TestBrowser } from "./browser-fetch";
import type { ProxyStage } from "./proxy-stage";
import { srpStartOf, srpTimestamp } from "./raw-guesses";
import { createSoftwarePasskey } from "./software-passkey";

const realFetch = globalThis.fetch;
const PASSWORD = "a long enough phrase 7";

/** An answer with everything that a stranger can see of it. */
export interface SeenByStranger {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly ms: number;
}

/** One way to ask: what leads up to it, and the call that is looked at. */
export interface Question {
  readonly what: string;
  readonly operation: string;
  /** Makes the body of the call that is looked at, in a browser of its own. */
  prepare(stage: ProxyStage, browser: TestBrowser, email: string): Promise<object>;
}

/** A browser that nobody has used and that is not the current one. */
export const openStranger = (stage: ProxyStage): TestBrowser => createTestBrowser(stage.route.origin, realFetch);

/** Sends one operation and measures how long the answer takes. */
export async function askAsStranger(stage: ProxyStage, browser: TestBrowser, operation: string, body: object): Promise<SeenByStranger> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
  const text = JSON.stringify(body);
  const startedAtMs = performance.now();
  const response = await browser.fetch(`${stage.route.origin}/api/auth/cognito`, { method: "POST", headers, body: text });
  const ms = performance.now() - startedAtMs;
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown>, ms };
}

const passkeyStart = (USERNAME: string) => ({ AuthFlow: "USER_AUTH", AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" } });

function parametersOf({ status, body }: SeenByStranger): Record<string, string> {
  if (status !== 200) throw new Error(`A sign-in could not be started: ${JSON.stringify(body)}`);
  return body["ChallengeParameters"] as Record<string, string>;
}

/** A wrong assertion for whatever passkey was offered. */
export async function wrongAssertion(stage: ProxyStage, browser: TestBrowser, USERNAME: string): Promise<object> {
  const started = await askAsStranger(stage, browser, "InitiateAuth", passkeyStart(USERNAME));
  const options = JSON.parse(parametersOf(started)["CREDENTIAL_REQUEST_OPTIONS"] ?? "{}") as {
    challenge: string;
    allowCredentials: { id: string }[];
  };
  const id = options.allowCredentials[0]?.id ?? "";
  const signed = { ...createSoftwarePasskey("localhost").sign(options.challenge, stage.route.origin), id, rawId: id };
  return {
    ChallengeName: "WEB_AUTHN",
    Session: started.body["Session"],
    ChallengeResponses: { USERNAME, CREDENTIAL: JSON.stringify(signed) },
  };
}

const signUpOf = (email: string): object => ({ Username: email, Password: PASSWORD, UserAttributes: [{ Name: "email", Value: email }] });

/** Every question that can be asked without a session. A way in that begins without one adds its row. */
export const QUESTIONS: readonly Question[] = [
  { what: "a sign-in by password", operation: "InitiateAuth", prepare: async (_stage, _browser, email) => srpStartOf(email) },
  {
    what: "a sign-in by choice",
    operation: "InitiateAuth",
    prepare: async (_stage, _browser, USERNAME) => ({ AuthFlow: "USER_AUTH", AuthParameters: { USERNAME } }),
  },
  { what: "a sign-in by passkey", operation: "InitiateAuth", prepare: async (_stage, _browser, email) => passkeyStart(email) },
  {
    what: "the choice of a passkey",
    operation: "RespondToAuthChallenge",
    prepare: async (stage, browser, USERNAME) => {
      const started = await askAsStranger(stage, browser, "InitiateAuth", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME } });
      return {
        ChallengeName: "SELECT_CHALLENGE",
        Session: started.body["Session"],
        ChallengeResponses: { USERNAME, ANSWER: "WEB_AUTHN" },
      };
    },
  },
  { what: "a wrong assertion", operation: "RespondToAuthChallenge", prepare: wrongAssertion },
  {
    what: "a wrong password",
    operation: "RespondToAuthChallenge",
    prepare: async (stage, browser, email) => {
      const started = await askAsStranger(stage, browser, "InitiateAuth", srpStartOf(email));
      const parameters = parametersOf(started);
      return {
        ChallengeName: "PASSWORD_VERIFIER",
        Session: started.body["Session"],
        ChallengeResponses: {
          USERNAME: parameters["USER_ID_FOR_SRP"],
          PASSWORD_CLAIM_SECRET_BLOCK: parameters["SECRET_BLOCK"],
          PASSWORD_CLAIM_SIGNATURE: `${"A".repeat(43)}=`,
          TIMESTAMP: srpTimestamp(),
        },
      };
    },
  },
  {
    what: "a way back without a second factor",
    operation: "InitiateAuth",
    prepare: async (_stage, _browser, email) => {
      const { AuthParameters } = srpStartOf(email);
      return { AuthFlow: "CUSTOM_AUTH", AuthParameters: { ...AuthParameters, CHALLENGE_NAME: "SRP_A" } };
    },
  },
  { what: "a forgotten password", operation: "ForgotPassword", prepare: async (_stage, _browser, Username) => ({ Username }) },
  {
    what: "a wrong code of a reset",
    operation: "ConfirmForgotPassword",
    prepare: async (_stage, _browser, Username) => ({ Username, ConfirmationCode: "000000", Password: PASSWORD }),
  },
  { what: "a sign-up", operation: "SignUp", prepare: async (_stage, _browser, email) => signUpOf(email) },
  {
    what: "a wrong code of a sign-up",
    operation: "ConfirmSignUp",
    prepare: async (_stage, _browser, Username) => ({ Username, ConfirmationCode: "000000" }),
  },
  {
    what: "another code of a sign-up",
    operation: "ResendConfirmationCode",
    prepare: async (_stage, _browser, Username) => ({ Username }),
  },
];
