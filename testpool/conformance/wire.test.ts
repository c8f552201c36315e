import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { jsonDocument } from "../protocol/shapes";
import { OPERATIONS } from "../server/operation-table";
import { ADA, MAIN_CLIENT, startClientPool } from "./client-pool";
import { usePool } from "../testing/use-pool";

const running = usePool({ beforeAll, beforeEach, afterAll }, startClientPool);

const TARGET = "AWSCognitoIdentityProviderService";
const CONTENT_TYPE = "application/x-amz-json-1.1";
const SCOPE = "AKIAIOSFODNN7EXAMPLE/20261128/eu-central-1/cognito-idp/aws4_request";
const SIGNATURE = `AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;

interface Sent {
  readonly target?: string;
  readonly contentType?: string;
  readonly authorization?: string;
  readonly body?: string;
}

interface Got {
  readonly status: number;
  readonly name: unknown;
  readonly header: string | null;
}

async function post({ target = `${TARGET}.InitiateAuth`, contentType = CONTENT_TYPE, authorization, body = "{}" }: Sent): Promise<Got> {
  const headers = { "x-amz-target": target, "content-type": contentType, ...(authorization === undefined ? {} : { authorization }) };
  const response = await fetch(running.url, { method: "POST", headers, body: new TextEncoder().encode(body) });
  const answer = (await response.json()) as { readonly __type?: unknown };
  return { status: response.status, name: answer.__type, header: response.headers.get("x-amzn-errortype") };
}

const AuthParameters = { USERNAME: ADA.username, PASSWORD: ADA.password };
const SIGN_IN = JSON.stringify({ ClientId: MAIN_CLIENT.id, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
const serialization = { status: 400, name: "SerializationException", header: "SerializationException:" };

describe("a request that is no request of the protocol", () => {
  test.each([
    ["of another content type", { contentType: "application/json" }],
    ["of a form", { contentType: "application/x-www-form-urlencoded" }],
    ["that is no JSON", { body: SIGN_IN.slice(0, -1) }],
    ["that is a list", { body: `[${SIGN_IN}]` }],
    ["that is a text", { body: JSON.stringify(SIGN_IN) }],
    ["that is null", { body: "null" }],
    ["of two megabytes", { body: SIGN_IN.replace("{", `{"Padding":"${"x".repeat(2_000_000)}",`) }],
  ])("%s is refused, and the same one in order is accepted", async (_what, bent) => {
    expect(await post({ body: SIGN_IN, ...bent })).toEqual(serialization);
    expect((await post({ body: SIGN_IN })).status).toBe(200);
  });

  test.each([
    ["an operation that does not exist", `${TARGET}.MakeMeAnAdministrator`],
    ["an operation in another letter case", `${TARGET}.initiateauth`],
    ["another service", "AWSCognitoIdentityService.InitiateAuth"],
    ["nothing", ""],
    ["a name of JavaScript's own", `${TARGET}.constructor`],
  ])("for %s is refused by name", async (_what, target) => {
    expect(await post({ target, body: SIGN_IN })).toMatchObject({ status: 400, name: "UnknownOperationException" });
    expect((await post({ body: SIGN_IN })).status).toBe(200);
  });

  test("has unknown members left alone, and null counts as left out", async () => {
    const more = { Unknown: 1, ClientMetadata: null, Session: null };
    expect((await post({ body: JSON.stringify({ ...(JSON.parse(SIGN_IN) as object), ...more }) })).status).toBe(200);
  });
});

describe("an administrator's request", () => {
  const target = `${TARGET}.AdminInitiateAuth`;
  test.each([
    ["without a signature", undefined],
    ["with an access token in place of a signature", "Bearer eyJraWQiOiJ4In0.e30.c2ln"],
    ["with half a signature", SIGNATURE.slice(0, -1)],
    ["with a signature of another version", SIGNATURE.replace("AWS4-", "AWS3-")],
    ["without signed headers", SIGNATURE.replace("SignedHeaders=host;x-amz-date, ", "")],
  ])("%s is refused, and a signed one is read", async (_what, authorization) => {
    const refused = await post({ target, ...(authorization === undefined ? {} : { authorization }) });
    expect(refused.name).toBe("MissingAuthenticationTokenException");
    expect((await post({ target, authorization: SIGNATURE })).name).toBe("InvalidParameterException");
  });
});

describe("a member of another JSON kind", () => {
  const members = [...OPERATIONS.values()].flatMap(({ name, members: shapes }) =>
    Object.entries(shapes).flatMap(([member, shape]) => (shape.check === jsonDocument.check ? [] : [[name, member] as const])),
  );

  /** What a member of a wrong kind is refused with, or null when that is right. A number is no text, and a text is nothing else. */
  async function faultOf(operation: string, member: string): Promise<string | null> {
    const target = `${TARGET}.${operation}`;
    const sent = [7.5, "text"].map((value) => post({ target, authorization: SIGNATURE, body: JSON.stringify({ [member]: value }) }));
    const names = (await Promise.all(sent)).map(({ name }) => String(name));
    return names.includes("SerializationException") ? null : `${operation}.${member}: ${names.join(", ")}`;
  }

  test("is refused by every operation before anything else is looked at", { timeout: 30_000 }, async () => {
    expect(members.length).toBeGreaterThan(100);
    const faults = await Promise.all(members.map(([operation, member]) => faultOf(operation, member)));
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  });
});
