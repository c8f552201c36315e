// The deployed functions in the local pool: who may sign up, and what a token carries.
import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { services } from "@/lib/server/services";
import { openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import { callPool } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { ticketOf } from "@/infra/triggers/ticket";

let stage: ProxyStage;
beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});

const { COGNITO_CLIENT_ID: ClientId, COGNITO_CLIENT_SECRET: secret, RECOVERY_TICKET_KEY: key } = TEST_ENVIRONMENT;
const email = "victim@holdfast.test";

/** A sign-up straight at the pool, by somebody who has the client's secret. */
function signUpAtPool(Username: string, more: object = {}) {
  const SecretHash = createHmac("sha256", secret).update(`${Username}${ClientId}`).digest("base64");
  const UserAttributes = [{ Name: "email", Value: email }];
  return callPool(stage, "SignUp", { ClientId, SecretHash, Username, Password: "a long enough phrase 7", UserAttributes, ...more });
}
const ticketed = (ticket: string) => ({ ValidationData: [{ Name: "ticket", Value: ticket }] });

describe("a sign-up past the product", () => {
  test.each([
    ["without a ticket", () => ({})],
    ["with another account's ticket", () => ticketed(ticketOf(key, "sign-up", randomUUID(), email))],
    ["with the ticket of another address", (name: string) => ticketed(ticketOf(key, "sign-up", name, "other@holdfast.test"))],
    ["with a ticket in ClientMetadata", (name: string) => ({ ClientMetadata: { ticket: ticketOf(key, "sign-up", name, email) } })],
  ])("%s makes no account and mails nobody", async (_, more) => {
    const name = randomUUID();
    const { status, body } = await signUpAtPool(name, more(name));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      __type: "UserLambdaValidationException",
      message: "PreSignUp failed with error Sign-up is not open here.",
    });
    expect(((await stage.pool.control(`outbox?to=${email}`)) as { messages: unknown[] }).messages).toEqual([]);
  });

  test("is taken with the product's ticket for exactly that account, and confirms nothing", async () => {
    const name = randomUUID();
    const { status, body } = await signUpAtPool(name, ticketed(ticketOf(key, "sign-up", name, email)));
    expect([status, body["UserConfirmed"]]).toEqual([200, false]);
  });

  test("through the product is as before, and so it is for an address that somebody has", async () => {
    openAmplifyBrowser(stage);
    for (const Username of ["newcomer-by-proxy@holdfast.test", stage.traders.enrolled.email]) {
      const { status } = await stage.call("SignUp", {
        ...{ Username, Password: "a long enough phrase 7" },
        UserAttributes: [{ Name: "email", Value: Username }],
      });
      expect(status, Username).toBe(200);
    }
  });
});

const SIGNED = `AWS4-HMAC-SHA256 Credential=operator/20261101/eu-central-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

async function asOperator(operation: string, body: object): Promise<void> {
  const { status } = await fetch(stage.pool.url, {
    method: "POST",
    body: JSON.stringify({ UserPoolId: TEST_ENVIRONMENT.COGNITO_USER_POOL_ID, ...body }),
    headers: {
      ...{ "content-type": "application/x-amz-json-1.1", authorization: SIGNED },
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
  });
  expect(status, operation).toBe(200);
}

const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

/** The newest tokens that the pool answered to the server. */
function newestTokens(upstream: readonly string[]): { readonly access: string; readonly id: string } {
  const answered = upstream.filter((text) => text.includes('"IdToken"')).at(-1) ?? "{}";
  const { AuthenticationResult: tokens } = JSON.parse(answered) as { AuthenticationResult?: Record<string, string> };
  return { access: tokens?.["AccessToken"] ?? "", id: tokens?.["IdToken"] ?? "" };
}

describe("the tokens of a sign-in", () => {
  test("carry who signed in, and no group, role, attribute or scope beyond what is read", async () => {
    const GroupName = "operators-of-somebody";
    await asOperator("CreateGroup", { GroupName, RoleArn: "arn:aws:iam::123456789012:role/operators" });
    await asOperator("AdminAddUserToGroup", { GroupName, Username: stage.traders.enrolled.username });
    const browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, stage.traders.enrolled);
    const { access, id } = newestTokens(browser.elsewhere);
    const shared = ["auth_time", "exp", "iat", "iss", "jti", "origin_jti", "sub", "token_use"];
    expect(Object.keys(claimsOf(access)).sort()).toEqual([...shared, "client_id", "event_id", "scope", "username"].sort());
    expect(claimsOf(access)["scope"]).toBe("aws.cognito.signin.user.admin");
    expect(Object.keys(claimsOf(id)).sort()).toEqual([...shared, "aud", "cognito:username", "email"].sort());
  });
});
