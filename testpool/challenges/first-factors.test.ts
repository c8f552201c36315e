import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContractStand } from "../contract/contract-case";
import { askEmailCode, enrolApp, groundFor, initiate, inviteUser, respond, tokensFor, type Ground } from "../contract/flow-steps";
import type { RunningTestPool } from "../server/start-test-pool";
import { startContractPool } from "../testing/contract-pool";
import { refusalOf, textOf, tokensOf, type Answer } from "../testing/drive-pool";

let running: RunningTestPool;
let stand: ContractStand;

beforeAll(async () => {
  ({ running, stand } = await startContractPool(cognito));
}, 30_000);
afterAll(() => running.close());

const byPassword = ({ client, user }: Ground, PASSWORD = user.password) =>
  initiate(stand, client, "USER_PASSWORD_AUTH", { USERNAME: user.username, PASSWORD });
const sendMailed = (ground: Ground, asked: Answer, EMAIL_OTP_CODE: string) =>
  respond(stand, ground.client, asked, ground.user.username, { EMAIL_OTP_CODE });
const claims = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Readonly<Record<string, unknown>>;

describe("a code by email as the first factor", () => {
  test("has eight digits, goes to the proven mailbox and signs in", async () => {
    const ground = await groundFor(stand, "mail");
    const asked = await askEmailCode(stand, ground);
    expect(asked.ChallengeParameters).toEqual({ CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL", CODE_DELIVERY_DESTINATION: "c***@e***" });
    const code = stand.local.codeFor(ground.user.email);
    expect(code).toMatch(/^\d{8}$/);
    tokensOf(await sendMailed(ground, asked, code));
  });

  test("is simulated for an unknown name, with the same answer, and nothing is mailed", async () => {
    const ground = await groundFor(stand, "mail");
    const nobody = { ...ground, user: { ...ground.user, username: "contract-nobody@example.com" } };
    const [real, simulated] = [await askEmailCode(stand, ground), await askEmailCode(stand, nobody)];
    expect(Object.keys(simulated).sort()).toEqual(Object.keys(real).sort());
    expect(simulated.ChallengeParameters).toEqual(real.ChallengeParameters);
    expect(textOf(simulated.Session)).toHaveLength(textOf(real.Session).length);
    expect(running.pool.needs.store.entries("messages").some(([, { to }]) => to === "contract-nobody@example.com")).toBe(false);
    const select = (username: string) => initiate(stand, ground.client, "USER_AUTH", { USERNAME: username });
    expect((await select("contract-nobody@example.com")).AvailableChallenges).toEqual(
      (await select(ground.user.username)).AvailableChallenges,
    );
  });

  test("gives two hundred parallel guesses ten tries, and a new code works", async () => {
    const ground = await groundFor(stand, "mail");
    const asked = await askEmailCode(stand, ground);
    const right = stand.local.codeFor(ground.user.email);
    const wrong = right === "00000000" ? "11111111" : "00000000";
    const refusals = await Promise.all(Array.from({ length: 200 }, () => refusalOf(sendMailed(ground, asked, wrong))));
    expect(refusals.filter(({ name }) => name === "CodeMismatchException")).toHaveLength(10);
    expect((await refusalOf(sendMailed(ground, asked, right))).message).toMatch(/only be used once/);
    tokensOf(await sendMailed(ground, await askEmailCode(stand, ground), stand.local.codeFor(ground.user.email)));
  }, 30_000);

  test("is not offered to a user with an active second factor", async () => {
    const ground = await groundFor(stand, "mail");
    expect((await askEmailCode(stand, ground)).ChallengeName).toBe("EMAIL_OTP");
    const mfa = { MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } };
    await stand.send("SetUserPoolMfaConfig", { UserPoolId: ground.poolId, ...mfa });
    await enrolApp(stand, (await tokensFor(stand, ground)).AccessToken);
    expect((await askEmailCode(stand, ground)).AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
  });
});

describe("a temporary password", () => {
  const invited = async (attributes: Readonly<Record<string, string>> = {}): Promise<Ground> => {
    const ground = await groundFor(stand, "mail");
    return { ...ground, user: await inviteUser(stand, ground.poolId, { attributes }) };
  };
  const choose = (ground: Ground, asked: Answer, NEW_PASSWORD: string, more: Readonly<Record<string, string>> = {}) =>
    respond(stand, ground.client, asked, ground.user.username, { NEW_PASSWORD, ...more });

  test("offers the password choices only, and leads to a lasting password", async () => {
    const ground = await invited({ email: "invited@example.com", email_verified: "true" });
    const select = await initiate(stand, ground.client, "USER_AUTH", { USERNAME: ground.user.username });
    expect(select.AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
    const asked = await byPassword(ground);
    expect(asked.ChallengeParameters).toMatchObject({ requiredAttributes: "[]", USER_ID_FOR_SRP: ground.user.username });
    expect(JSON.parse(textOf(asked.ChallengeParameters?.["userAttributes"]))).toMatchObject({ email: "invited@example.com" });
    tokensOf(await choose(ground, asked, "A-lasting-passphrase-1"));
    tokensOf(await byPassword(ground, "A-lasting-passphrase-1"));
    expect((await refusalOf(byPassword(ground))).message).toBe("Incorrect username or password.");
  });

  test("keeps its Session through a weak choice, and loses it when another password was set", async () => {
    const ground = await invited();
    const asked = await byPassword(ground);
    expect((await refusalOf(choose(ground, asked, "weak"))).name).toBe("InvalidPasswordException");
    const named = { UserPoolId: ground.poolId, Username: ground.user.username };
    await stand.send("AdminSetUserPassword", { ...named, Password: ground.user.password, Permanent: true });
    expect((await refusalOf(choose(ground, asked, "A-lasting-passphrase-1"))).message).toBe("Invalid session for the user.");
    tokensOf(await byPassword(ground));
  });

  test("takes attributes that are missing, and no other value for one that is there", async () => {
    const ground = await invited({ email: "taken@example.com" });
    const asked = await byPassword(ground);
    const change = (name: string, value: string) => choose(ground, asked, "A-lasting-passphrase-1", { [`userAttributes.${name}`]: value });
    expect((await refusalOf(change("email", "other@example.com"))).message).toBe("Cannot modify an already provided email");
    expect((await refusalOf(change("email_verified", "true"))).name).toBe("NotAuthorizedException");
    expect((await refusalOf(change("unknown", "x"))).name).toBe("InvalidParameterException");
    const { AccessToken } = tokensOf(await change("nickname", "Ada"));
    expect((await stand.send("GetUser", { AccessToken }))["UserAttributes"]).toContainEqual({ Name: "nickname", Value: "Ada" });
  });

  test("ends by itself", async () => {
    const ground = await invited();
    stand.local.advance(7 * 86_400 - 1);
    expect((await byPassword(ground)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    stand.local.advance(1);
    expect((await refusalOf(byPassword(ground))).message).toMatch(/^Temporary password has expired/);
  });
});

test("ConfirmSignUp's Session signs its user in once, and nobody else", async () => {
  const ground = await groundFor(stand, "mail");
  const [username, email] = [`${ground.user.username}-new`, "signed-up@example.com"];
  await stand.send("SignUp", {
    ClientId: ground.client.id,
    Username: username,
    UserAttributes: [{ Name: "email", Value: email }],
    Password: ground.user.password,
  });
  const { Session } = await stand.send("ConfirmSignUp", {
    ClientId: ground.client.id,
    Username: username,
    ConfirmationCode: stand.local.codeFor(email),
  });
  const start = (USERNAME: string) =>
    stand.send("InitiateAuth", { ClientId: ground.client.id, AuthFlow: "USER_AUTH", AuthParameters: { USERNAME }, Session });
  expect((await refusalOf(start(ground.user.username))).message).toBe("Invalid session for the user.");
  const choice = respond(stand, ground.client, { ChallengeName: "SELECT_CHALLENGE", Session: textOf(Session) }, username, {
    ANSWER: "EMAIL_OTP",
  });
  expect((await refusalOf(choice)).message).toBe("Invalid session for the user.");
  expect(claims(tokensOf(await start(username)).AccessToken)["username"]).toBe(username);
  expect((await refusalOf(start(username))).message).toMatch(/only be used once/);
});

test("wrong passwords lock a known and an unknown name alike, for 2^(n-5) seconds up to fifteen minutes", async () => {
  const ground = await groundFor(stand, "plain");
  const nobody = { ...ground, user: { ...ground.user, username: "contract-nobody" } };
  for (let failures = 0; failures <= 20; failures += 1) {
    const lockSeconds = failures < 5 ? 0 : Math.min(2 ** (failures - 5), 900);
    for (const who of [ground, nobody]) {
      if (lockSeconds > 0) expect((await refusalOf(byPassword(who))).message).toBe("Password attempts exceeded");
    }
    if (lockSeconds > 0) stand.local.advance(lockSeconds - 1);
    if (lockSeconds > 1) expect((await refusalOf(byPassword(ground))).message, `${failures}`).toBe("Password attempts exceeded");
    if (lockSeconds > 0) stand.local.advance(1);
    for (const who of [ground, nobody]) expect((await refusalOf(byPassword(who, "wrong"))).message).toBe("Incorrect username or password.");
  }
  stand.local.advance(900);
  tokensOf(await byPassword(ground));
}, 30_000);
