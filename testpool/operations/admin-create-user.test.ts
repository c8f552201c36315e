import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listMessages } from "../codes/outbox";
import { startContractPool, type ContractPool } from "../testing/contract-pool";
import { refusalOf } from "../testing/drive-pool";

let pool: ContractPool;
let poolId = "";
let count = 0;

beforeAll(async () => {
  pool = await startContractPool(sdk);
  poolId = await pool.stand.newPool({ AliasAttributes: ["email"], Schema: [{ Name: "desk" }] });
}, 30_000);
afterAll(() => pool.running.close());

const freshName = () => `invited-${(count += 1)}`;
const create = async (Username: string, more: object = {}, UserPoolId = poolId) => {
  const answer = await pool.stand.send("AdminCreateUser", { UserPoolId, Username, ...more });
  return answer["User"] as Record<string, unknown> & { Username: string };
};
const email = (value: string, isProven = false) => ({
  UserAttributes: [{ Name: "email", Value: value }, ...(isProven ? [{ Name: "email_verified", Value: "true" }] : [])],
});
const mailsTo = (address: string) => listMessages(pool.running.pool.needs.store, address);
const get = (Username: string, UserPoolId = poolId) => pool.stand.send("AdminGetUser", { UserPoolId, Username });
const SUPPRESS = { MessageAction: "SUPPRESS" };

describe("an invited user", () => {
  test("gets a temporary password by mail that signs in, and must choose another", async () => {
    const username = freshName();
    const made = await create(username, email(`${username}@example.com`));
    expect(made).toMatchObject({ Username: username, Enabled: true, UserStatus: "FORCE_CHANGE_PASSWORD" });
    const [mail] = mailsTo(`${username}@example.com`);
    expect(mail).toMatchObject({ kind: "invitation", subject: "Your temporary password" });
    expect(mail?.text).toContain(username);
    const user = { username, email: "", password: mail?.code ?? "" };
    const asked = await pool.stand.passPassword(await pool.stand.newClient(poolId), user);
    expect(asked.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  test("can be made without a mail; a medium that was asked for needs its address", async () => {
    const username = freshName();
    await create(username, { ...email(`${username}@example.com`), ...SUPPRESS });
    expect(mailsTo(`${username}@example.com`)).toEqual([]);
    expect((await refusalOf(create(freshName(), { DesiredDeliveryMediums: ["EMAIL"] }))).name).toBe("InvalidParameterException");
  });

  test("gets another password by RESEND, and the first one is void; who has come already gets none", async () => {
    const username = freshName();
    const address = `${username}@example.com`;
    await create(username, email(address));
    await create(username, { MessageAction: "RESEND" });
    const [first, second] = mailsTo(address);
    const client = await pool.stand.newClient(poolId);
    const pass = (password = "") => pool.stand.passPassword(client, { username, email: address, password });
    expect((await refusalOf(pass(first?.code))).name).toBe("NotAuthorizedException");
    expect((await pass(second?.code)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const settled = await pool.stand.newUser(poolId);
    const again = await refusalOf(create(settled.username, { MessageAction: "RESEND" }));
    expect(again).toEqual({
      name: "UnsupportedUserStateException",
      message: `Resend not possible. ${settled.username} status is not FORCE_CHANGE_PASSWORD`,
    });
  });

  test("has only attributes of the pool, and no address is proven that is not there", async () => {
    const made = await create(freshName(), { UserAttributes: [{ Name: "custom:desk", Value: "7" }], ...SUPPRESS });
    expect(made["Attributes"]).toContainEqual({ Name: "custom:desk", Value: "7" });
    for (const Name of ["custom:chair", "sub"]) {
      const refused = await refusalOf(create(freshName(), { UserAttributes: [{ Name, Value: "7" }], ...SUPPRESS }));
      expect(refused.name).toBe("InvalidParameterException");
    }
    const proof = { UserAttributes: [{ Name: "email_verified", Value: "true" }], ...SUPPRESS };
    expect((await refusalOf(create(freshName(), proof))).name).toBe("InvalidParameterException");
  });
});

describe("names", () => {
  test("are given once; a username that looks like an email is refused where emails are aliases", async () => {
    const username = freshName();
    await create(username, SUPPRESS);
    expect(await refusalOf(create(username, SUPPRESS))).toEqual({
      name: "UsernameExistsException",
      message: "User account already exists",
    });
    expect((await refusalOf(create("a@example.com", SUPPRESS))).message).toContain("cannot be of email format");
  });

  test("a proven email moves to a new user only by ForceAliasCreation", async () => {
    const address = "moved@example.com";
    const [first, second] = [freshName(), freshName()];
    await create(first, { ...email(address, true), ...SUPPRESS });
    expect((await refusalOf(create(second, { ...email(address, true), ...SUPPRESS }))).name).toBe("AliasExistsException");
    expect((await get(address))["Username"]).toBe(first);
    await create(second, { ...email(address, true), ForceAliasCreation: true, ...SUPPRESS });
    expect((await get(address))["Username"]).toBe(second);
  });

  test("where the email is the username, the pool makes up the username and the email finds the user", async () => {
    const id = await pool.stand.newPool({ UsernameAttributes: ["email"] });
    const made = await create("trader@example.com", SUPPRESS, id);
    expect(made.Username).toMatch(/^[0-9a-f-]{36}$/);
    expect((await get("trader@example.com", id))["Username"]).toBe(made.Username);
    const again = await refusalOf(create("trader@example.com", SUPPRESS, id));
    expect(again).toEqual({ name: "UsernameExistsException", message: "An account with the given email already exists." });
    expect((await refusalOf(create("trader", SUPPRESS, id))).message).toBe("Username should be an email.");
  });

  test("in different letter case are two users where the pool says so", async () => {
    const sensitive = await pool.stand.newPool({ UsernameConfiguration: { CaseSensitive: true } });
    await create("Ada", SUPPRESS, sensitive);
    await create("ada", SUPPRESS, sensitive);
    const blind = await pool.stand.newPool({ UsernameConfiguration: { CaseSensitive: false } });
    await create("Ada", SUPPRESS, blind);
    expect((await refusalOf(create("ada", SUPPRESS, blind))).name).toBe("UsernameExistsException");
  });
});

test("in a passwordless pool a user without a temporary password is confirmed at once", async () => {
  const id = await pool.stand.newPool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } });
  expect((await create("free", { ...email("free@example.com", true), ...SUPPRESS }, id))["UserStatus"]).toBe("CONFIRMED");
  const bound = await create("bound", { ...email("bound@example.com", true), TemporaryPassword: "First-Word-1!", ...SUPPRESS }, id);
  expect(bound["UserStatus"]).toBe("FORCE_CHANGE_PASSWORD");
});

describe("triggers", () => {
  const LambdaConfig = {
    PreSignUp: "arn:aws:lambda:eu-central-1:123456789012:function:pre",
    CustomMessage: "arn:aws:lambda:eu-central-1:123456789012:function:message",
  };

  test("PreSignUp may refuse but confirms nothing; CustomMessage writes the invitation", async () => {
    const id = await pool.stand.newPool({ LambdaConfig });
    pool.stand.local.setTriggers(id, {
      PreSignUp: (event) => {
        if (event["userName"] === "unwanted") throw new Error("Not wanted");
        return { ...event, response: { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false } };
      },
      CustomMessage: (event) => ({ ...event, response: { emailSubject: "Welcome", emailMessage: "{username}, begin with {####}" } }),
    });
    expect((await refusalOf(create("unwanted", email("no@example.com"), id))).name).toBe("UserLambdaValidationException");
    expect((await create("wanted", email("wanted@example.com"), id))["UserStatus"]).toBe("FORCE_CHANGE_PASSWORD");
    expect((await get("wanted", id))["UserAttributes"]).not.toContainEqual({ Name: "email_verified", Value: "true" });
    const [mail] = mailsTo("wanted@example.com");
    expect(mail).toMatchObject({ subject: "Welcome", text: `wanted, begin with ${mail?.code ?? ""}` });
    expect(mailsTo("no@example.com")).toEqual([]);
  });
});
