import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newTrail, openChallenge } from "../challenges/challenge-session";
import { createPoolClock } from "../clock/pool-clock";
import { parseSeed } from "../store/seed";
import { startTestPool, type RunningTestPool } from "../server/start-test-pool";
import { needsOf } from "../server/test-pool";
import { createQuotaBook } from "./limit-quota";

const LIMITED = "eu-central-1_Limited01";
const FREE = "eu-central-1_Free000001";
const SEED = parseSeed({
  pools: [
    { id: LIMITED, quotas: true, clients: [{ id: "limited" }] },
    { id: FREE, clients: [{ id: "free" }] },
  ],
});
const SUBJECT = { poolId: LIMITED, clientId: "limited", username: "ann", simulated: false, trail: newTrail("USER_SRP_AUTH") };
let running: RunningTestPool;

beforeAll(async () => {
  const clock = createPoolClock(0, () => 1_000_000_000_000);
  running = await startTestPool({ port: 0, dataDir: null, clockFile: null, seed: SEED, clock });
});
afterAll(() => running.close());
beforeEach(() => {
  running.pool.reset();
});

/** Sends the operation so often at once, and answers how many were refused for their number. */
async function throttled(operation: string, body: object, times: number): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: times }, async () => {
      const headers = {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=A/20261105/eu-central-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
      };
      const response = await fetch(running.url, { method: "POST", headers, body: JSON.stringify(body) });
      return response.text();
    }),
  );
  return answers.filter((text) => text === '{"__type":"TooManyRequestsException","message":"Rate exceeded"}').length;
}

const token = `x.${Buffer.from(JSON.stringify({ iss: `https://cognito-idp.eu-central-1.amazonaws.com/${LIMITED}` })).toString("base64url")}.x`;

describe("request quotas", () => {
  test("refuse what is above the category's number in a second, wrong requests included, and only where they are on", async () => {
    expect(await throttled("SignUp", { ClientId: "limited" }, 53)).toBe(3);
    expect(await throttled("SignUp", { ClientId: "free" }, 53)).toBe(0);
    running.pool.advanceClock(1);
    expect(await throttled("SignUp", { ClientId: "limited" }, 50)).toBe(0);
  });

  test("find the pool by its access token and by its id, and count categories apart", async () => {
    expect(await throttled("GlobalSignOut", { AccessToken: token }, 27)).toBe(2);
    expect(await throttled("GetUser", { AccessToken: token }, 27)).toBe(0);
    expect(await throttled("AdminSetUserPassword", { UserPoolId: LIMITED }, 27)).toBeGreaterThan(0);
    expect(await throttled("AdminSetUserPassword", { UserPoolId: FREE }, 27)).toBe(0);
  });

  test("find the pool by a Session that was given out, and by no other", async () => {
    const session = openChallenge(needsOf(running.pool, { address: "", userAgent: "", region: null }), SUBJECT, "MFA_SETUP");
    expect(await throttled("AssociateSoftwareToken", { Session: session }, 27)).toBe(2);
    expect(await throttled("AssociateSoftwareToken", { Session: "an invented session of some length" }, 27)).toBe(0);
  });

  test("count the answer to a demanded password as account recovery", async () => {
    const answer = { ClientId: "limited", ChallengeName: "NEW_PASSWORD_REQUIRED" };
    expect(await throttled("RespondToAuthChallenge", answer, 31)).toBe(1);
    expect(await throttled("RespondToAuthChallenge", { ...answer, ChallengeName: "PASSWORD_VERIFIER" }, 31)).toBe(0);
  });

  test("are as many as AWS documents", () => {
    const allowed = (category: string) => {
      const book = createQuotaBook();
      for (let count = 0; count < 1000; count += 1) {
        try {
          book.count("p", category, 1);
        } catch {
          return count;
        }
      }
      return Infinity;
    };
    expect(["UserAuthentication", "UserCreation", "UserUpdate", "UserResourceUpdate", "ClientAuthentication"].map(allowed)).toEqual([
      120, 50, 25, 25, 150,
    ]);
  });
});
