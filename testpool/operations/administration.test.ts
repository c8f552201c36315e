import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseClient, CaseUser } from "../contract/contract-case";
import { startContractPool, type ContractPool } from "../testing/contract-pool";
import { refusalOf, textOf, tokensOf, totpCode } from "../testing/drive-pool";

let pool: ContractPool;
let poolId = "";
let client: CaseClient;

beforeAll(async () => {
  pool = await startContractPool(sdk);
  poolId = await pool.stand.newPool({ AliasAttributes: ["email"], AutoVerifiedAttributes: ["email"] });
  await pool.stand.send("SetUserPoolMfaConfig", {
    UserPoolId: poolId,
    SoftwareTokenMfaConfiguration: { Enabled: true },
    MfaConfiguration: "OPTIONAL",
  });
  client = await pool.stand.newClient(poolId);
}, 30_000);
afterAll(() => pool.running.close());

const admin = (operation: string, user: CaseUser, more: object = {}) =>
  pool.stand.send(operation, { UserPoolId: poolId, Username: user.username, ...more });
const signIn = (user: CaseUser) => pool.stand.passPassword(client, user);
const newUser = () => pool.stand.newUser(poolId);
const attributesOf = async (user: CaseUser) => {
  const list = (await admin("AdminGetUser", user))["UserAttributes"] as readonly { Name: string; Value: string }[];
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
};

describe("AdminDisableUser", () => {
  test("ends sign-ins and tokens until the user is enabled; tokens of before stay ended", async () => {
    const user = await newUser();
    const { AccessToken } = tokensOf(await signIn(user));
    await pool.stand.send("GetUser", { AccessToken });
    await admin("AdminDisableUser", user);
    expect((await refusalOf(pool.stand.send("GetUser", { AccessToken }))).name).toBe("NotAuthorizedException");
    expect(await refusalOf(signIn(user))).toEqual({ name: "NotAuthorizedException", message: "User is disabled." });
    await admin("AdminEnableUser", user);
    tokensOf(await signIn(user));
    expect((await refusalOf(pool.stand.send("GetUser", { AccessToken }))).name).toBe("NotAuthorizedException");
  });
});

describe("AdminUserGlobalSignOut", () => {
  test("ends the tokens of that user and of nobody else", async () => {
    const [gone, other] = [await newUser(), await newUser()];
    const [ended, kept] = [tokensOf(await signIn(gone)), tokensOf(await signIn(other))];
    await admin("AdminUserGlobalSignOut", gone);
    expect((await refusalOf(pool.stand.send("GetUser", { AccessToken: ended.AccessToken }))).name).toBe("NotAuthorizedException");
    await pool.stand.send("GetUser", { AccessToken: kept.AccessToken });
    tokensOf(await signIn(gone));
  });
});

describe("AdminResetUserPassword", () => {
  test("stops the sign-in until the mailed code has set another password", async () => {
    const user = await newUser();
    await admin("AdminResetUserPassword", user);
    expect((await admin("AdminGetUser", user))["UserStatus"]).toBe("RESET_REQUIRED");
    expect((await refusalOf(signIn(user))).name).toBe("PasswordResetRequiredException");
    const password = "Another-Password-2!";
    const confirm = { ClientId: client.id, Username: user.username, Password: password };
    await pool.stand.send("ConfirmForgotPassword", { ...confirm, ConfirmationCode: pool.stand.local.codeFor(user.email) });
    tokensOf(await signIn({ ...user, password }));
  });

  test("needs a verified address and a password of the user's own", async () => {
    const user = await newUser();
    await admin("AdminUpdateUserAttributes", user, { UserAttributes: [{ Name: "email_verified", Value: "false" }] });
    expect((await refusalOf(admin("AdminResetUserPassword", user))).message).toContain("no registered/verified email");
    const invited = await newUser();
    await admin("AdminSetUserPassword", invited, { Password: "Temporary-Word-3!" });
    expect((await refusalOf(admin("AdminResetUserPassword", invited))).name).toBe("NotAuthorizedException");
  });
});

describe("AdminSetUserPassword", () => {
  test("temporary by default: the sign-in asks for a new one, and the password ends by itself", async () => {
    const user = { ...(await newUser()), password: "Temporary-Word-3!" };
    await admin("AdminSetUserPassword", user, { Password: user.password });
    expect((await signIn(user)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    pool.stand.local.advance(7 * 86_400);
    expect((await refusalOf(signIn(user))).message).toBe("Temporary password has expired and must be reset by an administrator.");
  });
});

describe("AdminUpdateUserAttributes", () => {
  const update = (user: CaseUser, changes: Readonly<Record<string, string>>) => {
    const UserAttributes = Object.entries(changes).map(([Name, Value]) => ({ Name, Value }));
    return admin("AdminUpdateUserAttributes", user, { UserAttributes });
  };

  test("a new email is unproven and gets a code; with its proof it signs in at once", async () => {
    const user = await newUser();
    await update(user, { email: `new-${user.email}` });
    expect(await attributesOf(user)).toMatchObject({ email: `new-${user.email}`, email_verified: "false" });
    expect(pool.stand.local.codeFor(`new-${user.email}`)).toMatch(/^\d{6}$/);
    expect((await refusalOf(signIn({ ...user, username: `new-${user.email}` }))).name).toBe("UserNotFoundException");
    await update(user, { email_verified: "true", email: `third-${user.email}` });
    tokensOf(await signIn({ ...user, username: `third-${user.email}` }));
    expect((await refusalOf(signIn({ ...user, username: user.email }))).name).toBe("UserNotFoundException");
  });

  test("a new email waits for its proof where the pool says so, unless the proof comes with it", async () => {
    const settings = { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] } };
    const id = await pool.stand.newPool({ AutoVerifiedAttributes: ["email"], ...settings });
    const { username, email } = await pool.stand.newUser(id);
    const change = (Value: string, more: readonly object[] = []) =>
      pool.stand.send("AdminUpdateUserAttributes", {
        UserPoolId: id,
        Username: username,
        UserAttributes: [{ Name: "email", Value }, ...more],
      });
    const emailNow = async () => (await pool.stand.send("AdminGetUser", { UserPoolId: id, Username: username }))["UserAttributes"];
    await change(`new-${email}`);
    expect(await emailNow()).toContainEqual({ Name: "email", Value: email });
    await change(`third-${email}`, [{ Name: "email_verified", Value: "true" }]);
    expect(await emailNow()).toContainEqual({ Name: "email", Value: `third-${email}` });
  });

  test("refuses sub, what the schema lacks, and changes nothing then", async () => {
    const user = await newUser();
    for (const name of ["sub", "custom:desk"]) {
      expect((await refusalOf(update(user, { nickname: "Ada", [name]: "x" }))).name).toBe("InvalidParameterException");
    }
    expect(await attributesOf(user)).not.toHaveProperty("nickname");
    await update(user, { nickname: "Ada" });
    expect((await attributesOf(user))["nickname"]).toBe("Ada");
  });

  test("a user is found by sub too", async () => {
    const user = await newUser();
    const { sub } = await attributesOf(user);
    expect((await admin("AdminGetUser", { ...user, username: textOf(sub) }))["Username"]).toBe(user.username);
  });
});

describe("groups", () => {
  test("are listed by precedence in pages, and the next tokens carry them", async () => {
    const user = await newUser();
    for (const [GroupName, Precedence] of [
      ["late", 9],
      ["plain", undefined],
      ["first", 0],
    ] as const) {
      await pool.stand.send("CreateGroup", { UserPoolId: poolId, GroupName, Precedence });
      await admin("AdminAddUserToGroup", user, { GroupName });
    }
    const page = await admin("AdminListGroupsForUser", user, { Limit: 2 });
    const rest = await admin("AdminListGroupsForUser", user, { Limit: 2, NextToken: page["NextToken"] });
    const groups = [page, rest].flatMap((answer) => answer["Groups"] as readonly { GroupName: string }[]);
    expect(groups.map((group) => group.GroupName)).toEqual(["first", "late", "plain"]);
    const carried = decodeJwt(tokensOf(await signIn(user)).IdToken)["cognito:groups"];
    expect(new Set(carried as string[])).toEqual(new Set(["first", "late", "plain"]));
  });
});

describe("an authenticator app", () => {
  test("is preferred by an administrator, shown, and deleted with its preference", async () => {
    const user = await newUser();
    const { AccessToken } = tokensOf(await signIn(user));
    const secret = textOf((await pool.stand.send("AssociateSoftwareToken", { AccessToken }))["SecretCode"] as string);
    await pool.stand.send("VerifySoftwareToken", { AccessToken, UserCode: totpCode(pool.running, secret) });
    const prefer = { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
    await admin("AdminSetUserMFAPreference", user, prefer);
    const shown = { UserMFASettingList: ["SOFTWARE_TOKEN_MFA"], PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" };
    expect(await admin("AdminGetUser", user)).toMatchObject(shown);
    expect(await pool.stand.send("GetUserAuthFactors", { AccessToken })).toMatchObject({
      ...shown,
      ConfiguredUserAuthFactors: ["PASSWORD"],
    });
    expect((await signIn(user)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await admin("AdminDeleteSoftwareToken", user);
    expect(await admin("AdminGetUser", user)).not.toHaveProperty("UserMFASettingList");
    tokensOf(await signIn(user));
    expect((await refusalOf(admin("AdminSetUserMFAPreference", user, prefer))).name).toBe("InvalidParameterException");
  });
});
