// The local pool's own trail, from an administrator's call to an alert: what CloudTrail, EventBridge and a queue are in production.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { startUserPool, type UserPool } from "@/lib/testing/start-user-pool";
import { createAlertRound } from "./create-alert-round";
import { createLocalTrail } from "./local-trail";
import { createTrailRound } from "./pool-trail";

const POOL_ID = TEST_ENVIRONMENT.COGNITO_USER_POOL_ID;
let file: TestDatabase;
let database: Database;
let pool: UserPool;
beforeAll(async () => {
  [file, pool] = await Promise.all([createTestDatabase(), startUserPool([])]);
  database = createDatabase({ url: file.workerUrl, poolSize: 3 });
});
afterAll(async () => {
  await database.close();
  await Promise.all([file.drop(), pool.stop()]);
});

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { nowSeconds: () => Math.floor(Date.now() / 1_000) };
const alerts = () =>
  database.asService((tx) =>
    tx.query<{ subject: string; sentence: string; events: bigint }>(
      "SELECT subject, sentence, events FROM holdfast.alerts ORDER BY opened_at, id",
    ),
  );
/** A call that looks signed by an administrator; the local pool cannot check whose signature it is. */
const administer = (operation: string, body: object): Promise<Response> =>
  fetch(pool.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261129/eu-central-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
      "x-amz-date": "20261129T000000Z",
    },
    body: JSON.stringify(body),
  });

describe("a change of the local pool", () => {
  const trail = (): (() => Promise<unknown>) => createTrailRound({ database, clock, log }, createLocalTrail(`${pool.url}/_testpool/trail`));
  const watch = () =>
    createAlertRound({
      ...{ database, clock, log, approvedAt: { origin: "http://localhost:3000", rpId: "localhost" }, mailTo: null, channels: [] },
    })();

  test("raises one alert that says which, and reading it again or after a restart raises none", async () => {
    const [first, second] = [trail(), trail()];
    await first();
    await watch();
    expect(await alerts()).toEqual([]);
    const changed = await administer("SetUserPoolMfaConfig", { UserPoolId: POOL_ID, MfaConfiguration: "OFF" });
    expect(changed.status).toBe(200);
    for (const round of [first, first, second, watch, watch]) await round();
    expect(await alerts()).toMatchObject([
      { subject: `pool:${POOL_ID}`, events: 1n, sentence: expect.stringContaining("SetUserPoolMfaConfig") as string },
    ]);
  });

  test("that is refused is told too, and what is no change is not", async () => {
    const round = trail();
    await administer("SetUserPoolMfaConfig", { UserPoolId: POOL_ID, MfaConfiguration: "NONSENSE" });
    await administer("AdminGetUser", { UserPoolId: POOL_ID, Username: "nobody" });
    await administer("AdminUserGlobalSignOut", { UserPoolId: POOL_ID, Username: "nobody" });
    await round();
    await watch();
    expect(await alerts()).toMatchObject([{ events: 2n }]);
  });
});
