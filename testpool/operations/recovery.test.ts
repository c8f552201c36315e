import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listMessages } from "../codes/outbox";
import { findUser, putUser } from "../store/find-user";
import type { UserRecord } from "../store/records";
import {
  ADA,
  ALIASES,
  APP,
  BOB,
  codeFor,
  OLD_APP,
  startAccountPool,
  STRICT_APP,
  tokenOf,
  tryPassword,
  wrongCode,
} from "../testing/account-pool";
import { refusalOf } from "../testing/drive-pool";
import { type TestClient } from "../testing/test-seed";
import { sendTo, usePool } from "../testing/use-pool";
import type { PoolTriggers } from "../triggers/triggers";

const triggers: Record<string, PoolTriggers> = {};
const running = usePool({ beforeAll, beforeEach, afterAll }, () => startAccountPool(triggers));
const send = sendTo(running, cognito);

beforeEach(() => {
  delete triggers[ALIASES];
});

const NEW = "the second passphrase";
const LIMIT = { name: "LimitExceededException", message: "Attempt limit exceeded, please try after some time." };
const forgot = (name: string, client: TestClient = APP) => send("ForgotPassword", { ClientId: client.id, Username: name });
const reset = (name: string, code: string, password = NEW, client: TestClient = APP) =>
  send("ConfirmForgotPassword", { ClientId: client.id, Username: name, ConfirmationCode: code, Password: password });
const code = () => codeFor(running, ADA.email);

function change(name: string, changes: Partial<UserRecord>): void {
  const needs = { ...running.pool.needs, call: { address: "", userAgent: "", region: null } };
  const user = findUser(needs, ALIASES, name);
  if (user === null) throw new Error("The user is missing.");
  putUser(needs, { ...user, ...changes });
}

describe("a forgotten password", () => {
  test("is replaced with the mailed code, which works once, and tokens live on", async () => {
    const token = await tokenOf(send, APP, ADA.email, ADA.password);
    expect(await forgot(ADA.email)).toMatchObject({
      CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
    });
    const sent = code();
    expect((await refusalOf(reset(ADA.email, wrongCode(sent)))).name).toBe("CodeMismatchException");
    await reset(ADA.username, sent);
    expect((await refusalOf(reset(ADA.email, sent, "the third passphrase"))).name).toBe("ExpiredCodeException");
    expect((await refusalOf(tryPassword(send, APP, ADA.email, ADA.password))).message).toBe("Incorrect username or password.");
    await tokenOf(send, APP, ADA.email, NEW);
    await send("GetUser", { AccessToken: token });
  });

  test("keeps its code for an hour, and only the newest code", async () => {
    await forgot(ADA.email);
    running.pool.advanceClock(3600);
    expect((await refusalOf(reset(ADA.email, code()))).name).toBe("ExpiredCodeException");
    await forgot(ADA.email);
    const old = code();
    await forgot(ADA.email);
    if (old !== code()) expect((await refusalOf(reset(ADA.email, old))).name).toBe("CodeMismatchException");
    running.pool.advanceClock(3599);
    await reset(ADA.email, code());
  });

  test("costs no guess while the new password is too short, and none for a remembered one", async () => {
    await forgot(ADA.email);
    const short = await refusalOf(reset(ADA.email, code(), "elevenchars"));
    expect(short).toEqual({ name: "InvalidPasswordException", message: "Password did not conform with policy: Password not long enough" });
    expect((await refusalOf(reset(ADA.email, code(), ADA.password))).name).toBe("PasswordHistoryPolicyViolationException");
    await reset(ADA.email, code());
    await forgot(ADA.email);
    expect((await refusalOf(reset(ADA.email, code(), ADA.password))).name).toBe("PasswordHistoryPolicyViolationException");
    await reset(ADA.email, code(), "the third passphrase");
    await forgot(ADA.email);
    await reset(ADA.email, code(), ADA.password);
  });

  test("ends the lock that wrong passwords brought", async () => {
    for (let count = 0; count < 8; count += 1) await refusalOf(tryPassword(send, APP, ADA.email, "a wrong passphrase"));
    expect((await refusalOf(tryPassword(send, APP, ADA.email, ADA.password))).message).toBe("Password attempts exceeded");
    await forgot(ADA.email);
    await reset(ADA.email, code());
    await tokenOf(send, APP, ADA.email, NEW);
  });

  test("gives two hundred parallel guesses no more than ten, under whatever name", async () => {
    await forgot(ADA.email);
    const right = code();
    const wrong = wrongCode(right);
    const guesses = Array.from({ length: 200 }, (_, index) => refusalOf(reset(index % 2 === 0 ? ADA.email : "ADA", wrong)));
    const names = (await Promise.all(guesses)).map(({ name }) => name);
    const count = (name: string) => names.filter((other) => other === name).length;
    expect(count("CodeMismatchException")).toBe(10);
    expect(count("TooManyFailedAttemptsException")).toBe(9);
    expect(count("LimitExceededException")).toBe(181);
    expect(await refusalOf(reset(ADA.email, right))).toEqual(LIMIT);
    expect(await refusalOf(forgot(ADA.username))).toEqual(LIMIT);
    running.pool.advanceClock(3600);
    await forgot(ADA.email);
    await reset(ADA.email, code());
  }, 20_000);
});

describe("the state of the user", () => {
  test("RESET_REQUIRED ends with the new password", async () => {
    change("ada", { status: "RESET_REQUIRED" });
    expect((await refusalOf(tryPassword(send, APP, ADA.email, ADA.password))).name).toBe("PasswordResetRequiredException");
    await forgot(ADA.email);
    await reset(ADA.email, code());
    await tokenOf(send, APP, ADA.email, NEW);
  });

  test("FORCE_CHANGE_PASSWORD cannot be reset", async () => {
    change("ada", { status: "FORCE_CHANGE_PASSWORD" });
    const refused = await refusalOf(forgot(ADA.email));
    expect(refused).toEqual({ name: "NotAuthorizedException", message: "User password cannot be reset in the current state." });
    await forgot(BOB.email);
  });

  test("disabled, or without a proven email, is told in LEGACY mode and simulated otherwise", async () => {
    change("ada", { enabled: false });
    expect((await refusalOf(forgot("ada", OLD_APP))).message).toBe("User is disabled.");
    expect((await refusalOf(reset("ada", "123456", NEW, OLD_APP))).message).toBe("User is disabled.");
    change("bob", { attributes: { email: BOB.email, email_verified: "false" }, status: "UNCONFIRMED" });
    expect((await refusalOf(forgot("bob", OLD_APP))).message).toMatch(/no registered\/verified email/);
    expect((await refusalOf(reset("bob", "123456", NEW, OLD_APP))).name).toBe("UserNotConfirmedException");
    for (const name of ["ada", "bob"]) {
      expect((await refusalOf(reset(name, "123456"))).name).toBe("ExpiredCodeException");
      expect(await forgot(name)).toHaveProperty("CodeDeliveryDetails");
      expect((await refusalOf(reset(name, "123456"))).name).toBe("CodeMismatchException");
    }
    expect(listMessages(running.pool.needs.store, null)).toEqual([]);
  });

  test("is not asked where only administrators recover accounts", async () => {
    expect((await refusalOf(forgot("nobody", STRICT_APP))).name).toBe("NotAuthorizedException");
    await forgot("nobody");
  });
});

describe("an unknown user", () => {
  test("gets a delivery that is always the same, and guesses as a real one", async () => {
    const first = await forgot("nobody");
    expect(first["CodeDeliveryDetails"]).toMatchObject({ AttributeName: "email", DeliveryMedium: "EMAIL" });
    expect((await forgot("NOBODY"))["CodeDeliveryDetails"]).toEqual(first["CodeDeliveryDetails"]);
    expect((await forgot("no@where.test"))["CodeDeliveryDetails"]).toMatchObject({ Destination: "n***@w***" });
    const names = [];
    for (let count = 0; count < 11; count += 1) names.push((await refusalOf(reset("nobody", "123456"))).name);
    expect(names).toEqual([...Array.from({ length: 10 }, () => "CodeMismatchException"), "TooManyFailedAttemptsException"]);
    expect((await refusalOf(reset("nobody2", "123456"))).name).toBe("ExpiredCodeException");
  });

  test("is told so in LEGACY mode", async () => {
    const unknown = { name: "UserNotFoundException", message: "Username/client id combination not found." };
    expect(await refusalOf(forgot("nobody", OLD_APP))).toEqual(unknown);
    expect(await refusalOf(reset("nobody", "123456", NEW, OLD_APP))).toEqual(unknown);
    await forgot(ADA.username, OLD_APP);
  });

  test("is made when the UserMigration trigger knows them, and sets a first password", async () => {
    const userAttributes = { email: "old@example.test", email_verified: "true" };
    triggers[ALIASES] = { UserMigration: (event) => ({ ...event, response: { userAttributes, messageAction: "SUPPRESS" } }) };
    await forgot("migrated");
    await reset("migrated", codeFor(running, "old@example.test"));
    await tokenOf(send, APP, "old@example.test", NEW);
  });

  test("who was called by an address gets the username that the trigger chose, and without one none is made", async () => {
    const userAttributes = { email: "older@example.test", email_verified: "true" };
    const answering = (attributes: Record<string, string>): PoolTriggers => ({
      UserMigration: (event) => ({ ...event, response: { userAttributes: attributes, messageAction: "SUPPRESS" } }),
    });
    triggers[ALIASES] = answering(userAttributes);
    expect((await refusalOf(forgot("older@example.test"))).name).toBe("InvalidLambdaResponseException");
    triggers[ALIASES] = answering({ ...userAttributes, username: "chosen-name" });
    await forgot("older@example.test");
    const needs = { ...running.pool.needs, call: { address: "", userAgent: "", region: null } };
    expect(findUser(needs, ALIASES, "older@example.test")?.username).toBe("chosen-name");
  });
});

describe("changing a password", () => {
  const changing = (AccessToken: string, PreviousPassword: string | undefined, ProposedPassword = NEW) =>
    send("ChangePassword", { AccessToken, PreviousPassword, ProposedPassword });

  test("needs the previous one, the policy and a password that is not remembered; the token lives on", async () => {
    const token = await tokenOf(send, APP, "ada", ADA.password);
    expect((await refusalOf(changing(token, "a wrong passphrase"))).message).toBe("Incorrect username or password.");
    expect((await refusalOf(changing(token, ADA.password, "elevenchars"))).name).toBe("InvalidPasswordException");
    expect((await refusalOf(changing(token, ADA.password, ADA.password))).name).toBe("PasswordHistoryPolicyViolationException");
    await changing(token, ADA.password);
    await tokenOf(send, APP, "ada", NEW);
    expect((await refusalOf(tryPassword(send, APP, "ada", ADA.password))).message).toBe("Incorrect username or password.");
    await send("GetUser", { AccessToken: token });
  });

  test("locks sign-in too after five wrong ones, and works five times an hour", async () => {
    const token = await tokenOf(send, APP, "ada", ADA.password);
    const wrong = await Promise.all(Array.from({ length: 60 }, () => refusalOf(changing(token, "a wrong passphrase"))));
    expect(wrong.filter(({ name }) => name === "NotAuthorizedException")).toHaveLength(5);
    expect((await refusalOf(tryPassword(send, APP, "ada", ADA.password))).message).toBe("Password attempts exceeded");
    running.pool.advanceClock(2);
    expect(await refusalOf(changing(token, ADA.password))).toEqual(LIMIT);
    await tokenOf(send, APP, "ada", ADA.password);
  }, 20_000);

  test("needs no previous one from a user who has none", async () => {
    const token = await tokenOf(send, APP, "ada", ADA.password);
    expect((await refusalOf(changing(token, undefined))).message).toBe("Incorrect username or password.");
    change("ada", { srp: null });
    await changing(token, undefined);
    await tokenOf(send, APP, "ada", NEW);
  });
});
