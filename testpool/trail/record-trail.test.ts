import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startContractPool, type ContractPool } from "../testing/contract-pool";
import { refusalOf } from "../testing/drive-pool";

let pool: ContractPool;

beforeAll(async () => {
  pool = await startContractPool(sdk);
}, 30_000);
afterAll(() => pool.running.close());

const entries = () => pool.running.pool.needs.store.entries("trail").map(([, record]) => record);
const PASSWORD = "A-secret-Word-1!";

describe("the trail", () => {
  test("has an event of CloudTrail's shape for each change, without names and secrets", async () => {
    const poolId = await pool.stand.newPool();
    const { username } = await pool.stand.newUser(poolId);
    await pool.stand.send("AdminSetUserPassword", { UserPoolId: poolId, Username: username, Password: PASSWORD, Permanent: true });
    const event = entries().at(-1)?.event ?? {};
    expect(event).toMatchObject({
      eventVersion: "1.08",
      userIdentity: { type: "IAMUser", accessKeyId: "none" },
      eventSource: "cognito-idp.amazonaws.com",
      eventName: "AdminSetUserPassword",
      awsRegion: "eu-central-1",
      sourceIPAddress: "127.0.0.1",
      requestParameters: {
        userPoolId: poolId,
        username: "HIDDEN_DUE_TO_SECURITY_REASONS",
        password: "HIDDEN_DUE_TO_SECURITY_REASONS",
        permanent: true,
      },
      responseElements: null,
      readOnly: false,
      eventType: "AwsApiCall",
      recipientAccountId: "123456789012",
    });
    expect(event["eventTime"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(event["requestID"]).not.toBe(event["eventID"]);
    expect(event["additionalEventData"]).toMatchObject({ sub: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
    expect(JSON.stringify(entries())).not.toContain(PASSWORD);
    expect(JSON.stringify(entries())).not.toContain(username);
  });

  test("names the pool that was made, and hides a client's secret", async () => {
    const poolId = await pool.stand.newPool();
    const made = entries().at(-1);
    expect(made?.poolId).toBe(poolId);
    expect(made?.event["responseElements"]).toMatchObject({ userPool: { id: poolId } });
    const { secret } = await pool.stand.newClient(poolId, { GenerateSecret: true });
    expect(entries().at(-1)?.event["eventName"]).toBe("CreateUserPoolClient");
    expect(JSON.stringify(entries())).not.toContain(secret);
  });

  test("has refused changes with their error, and no reads and no users' own calls", async () => {
    const poolId = await pool.stand.newPool();
    await refusalOf(pool.stand.send("AdminDisableUser", { UserPoolId: poolId, Username: "nobody" }));
    expect(entries().at(-1)?.event).toMatchObject({
      eventName: "AdminDisableUser",
      errorCode: "UserNotFoundException",
      errorMessage: "User does not exist.",
      responseElements: null,
    });
    const before = entries().length;
    await pool.stand.send("ListUsers", { UserPoolId: poolId });
    await refusalOf(pool.stand.send("GetUser", { AccessToken: "a.b.c" }));
    expect(entries().length).toBe(before);
  });

  test("keeps the newest 5,000", async () => {
    const { store } = pool.running.pool.needs;
    store.put("counters", "trail", 7000);
    store.put("trail", "2001", { sequence: 2001, poolId: "", event: {} });
    store.put("trail", "2002", { sequence: 2002, poolId: "", event: {} });
    await pool.stand.newPool();
    expect([store.get("trail", "2001"), store.get("trail", "2002")?.sequence]).toEqual([undefined, 2002]);
    expect(entries().at(-1)?.sequence).toBe(7001);
  });
});
