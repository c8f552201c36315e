import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listMessages } from "../codes/outbox";
import {
  ADA,
  APP,
  attributesOf,
  BOB,
  codeFor,
  NAMED_APP,
  NARROW_APP,
  startAccountPool,
  tokenOf,
  tryPassword,
  wrongCode,
} from "../testing/account-pool";
import { refusalOf } from "../testing/drive-pool";
import { sendTo, usePool } from "../testing/use-pool";

const running = usePool({ beforeAll, beforeEach, afterAll }, startAccountPool);
const send = sendTo(running, cognito);

const UNAUTHORIZED = { name: "NotAuthorizedException", message: "A client attempted to write unauthorized attribute" };
const INCORRECT = "Incorrect username or password.";
const pairs = (values: Readonly<Record<string, string>>) => Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
const update = (AccessToken: string, values: Readonly<Record<string, string>>) =>
  send("UpdateUserAttributes", { AccessToken, UserAttributes: pairs(values) });
const verify = (AccessToken: string, Code: string, AttributeName = "email") =>
  send("VerifyUserAttribute", { AccessToken, AttributeName, Code });
const ask = (AccessToken: string, AttributeName = "email") => send("GetUserAttributeVerificationCode", { AccessToken, AttributeName });
const remove = (AccessToken: string, ...UserAttributeNames: string[]) => send("DeleteUserAttributes", { AccessToken, UserAttributeNames });
const ada = (client = APP) => tokenOf(send, client, "ada", ADA.password);

describe("the schema", () => {
  test("takes what conforms and refuses what does not", async () => {
    const token = await ada();
    await update(token, { name: "Ada", phone_number: "+15550100", "custom:limit": "12.5" });
    const WRONG: readonly (readonly [name: string, value: string, sentence: RegExp])[] = [
      ["custom:nothing", "x", /^user\.custom:nothing: Attribute does not exist in the schema\.$/],
      ["custom:desk", "east", /^user\.custom:desk: Attribute cannot be updated\.$/],
      ["custom:limit", "much", /custom:limit/],
      ["custom:limit", "1".repeat(20), /custom:limit/],
      ["phone_number", "5550100", /^Invalid phone number format\.$/],
      ["email", "no address", /^Invalid email address format\.$/],
      ["name", "x".repeat(2049), /name|length/],
    ];
    for (const [name, value, sentence] of WRONG) {
      const refused = await refusalOf(update(token, { [name]: value }));
      expect(refused.name).toBe("InvalidParameterException");
      expect(refused.message).toMatch(sentence);
    }
    expect(await attributesOf(send, await ada(NARROW_APP))).toEqual({ name: "Ada", "custom:limit": "12.5", sub: ADA.sub });
  });

  test("changes all or nothing", async () => {
    const token = await ada();
    await refusalOf(update(token, { name: "Ada", "custom:nothing": "x" }));
    expect(await attributesOf(send, token)).not.toHaveProperty("name");
    await update(token, { name: "Ada" });
    expect(await attributesOf(send, token)).toMatchObject({ name: "Ada" });
  });

  test("gives a client what it may read and write, and no client what the pool owns", async () => {
    const token = await ada(NARROW_APP);
    expect(await attributesOf(send, token)).toEqual({ sub: ADA.sub });
    expect(await refusalOf(update(token, { email: "new@example.test" }))).toEqual(UNAUTHORIZED);
    expect(await refusalOf(remove(token, "email"))).toEqual(UNAUTHORIZED);
    expect(await refusalOf(update(await ada(), { email_verified: "true" }))).toEqual(UNAUTHORIZED);
    expect(await refusalOf(update(await ada(), { sub: ADA.sub }))).toEqual(UNAUTHORIZED);
    await update(token, { name: "Ada" });
    expect(await attributesOf(send, token)).toEqual({ name: "Ada", sub: ADA.sub });
  });

  test("removes attributes by name or by an empty value, and the alias with the email", async () => {
    const token = await ada();
    await update(token, { name: "Ada", "custom:limit": "5" });
    await remove(token, "email", "custom:limit");
    expect(await attributesOf(send, token)).toEqual({ name: "Ada", sub: ADA.sub });
    await update(token, { name: "" });
    expect(await attributesOf(send, token)).toEqual({ sub: ADA.sub });
    expect((await refusalOf(tryPassword(send, APP, ADA.email, ADA.password))).message).toBe(INCORRECT);
    await ada();
  });
});

describe("a new email", () => {
  test("is unproven at once, signs nobody in until it is proven, and the old one no longer does", async () => {
    const token = await ada();
    expect(await update(token, { email: "new@example.test" })).toEqual(
      expect.objectContaining({
        CodeDeliveryDetailsList: [{ AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "n***@e***" }],
      }),
    );
    expect(await attributesOf(send, token)).toMatchObject({ email: "new@example.test", email_verified: "false" });
    for (const name of [ADA.email, "new@example.test"]) {
      expect((await refusalOf(tryPassword(send, APP, name, ADA.password))).message).toBe(INCORRECT);
    }
    const code = codeFor(running, "new@example.test");
    expect((await refusalOf(verify(token, wrongCode(code)))).name).toBe("CodeMismatchException");
    await verify(token, code);
    expect((await refusalOf(verify(token, code))).name).toBe("ExpiredCodeException");
    expect(await attributesOf(send, token)).toMatchObject({ email_verified: "true" });
    await tokenOf(send, APP, "NEW@example.test", ADA.password);
  });

  test("is not proven by a code that went to another address", async () => {
    const token = await ada();
    await update(token, { email: "first@example.test" });
    const code = codeFor(running, "first@example.test");
    await update(token, { email: "second@example.test" });
    const fresh = codeFor(running, "second@example.test");
    if (code !== fresh) expect((await refusalOf(verify(token, code))).name).toBe("CodeMismatchException");
    await verify(token, fresh);
    expect(await attributesOf(send, token)).toMatchObject({ email: "second@example.test", email_verified: "true" });
  });

  test("of somebody else is told only to whoever proves the mailbox", async () => {
    const token = await ada();
    await update(token, { email: BOB.email });
    const taken = await refusalOf(verify(token, codeFor(running, BOB.email)));
    expect(taken).toEqual({ name: "AliasExistsException", message: "An account with the given email already exists." });
    await tokenOf(send, APP, BOB.email, BOB.password);
    const preferred = await refusalOf(update(token, { preferred_username: "BOB" }));
    expect(preferred.name).toBe("AliasExistsException");
    await update(token, { preferred_username: "countess" });
    await tokenOf(send, APP, "Countess", ADA.password);
  });

  test("that a code was asked for is proven within a day", async () => {
    const token = await ada();
    await update(token, { email: "new@example.test" });
    running.pool.advanceClock(86_400);
    const late = await ada();
    expect((await refusalOf(verify(late, codeFor(running, "new@example.test")))).name).toBe("ExpiredCodeException");
    await ask(late);
    running.pool.advanceClock(3500);
    await verify(late, codeFor(running, "new@example.test"));
  });
});

describe("a new email that must be proven first", () => {
  const signUp = { ClientId: NAMED_APP.id, Username: "eve@example.test", Password: "the first passphrase" };

  test("takes the place of the old one with the code, and not before", async () => {
    await send("SignUp", signUp);
    const confirming = { ClientId: NAMED_APP.id, Username: signUp.Username, ConfirmationCode: codeFor(running, signUp.Username) };
    await send("ConfirmSignUp", confirming);
    const token = await tokenOf(send, NAMED_APP, signUp.Username, signUp.Password);
    await update(token, { email: "new@example.test" });
    expect(await attributesOf(send, token)).toMatchObject({ email: signUp.Username, email_verified: "true" });
    expect((await refusalOf(tryPassword(send, NAMED_APP, "new@example.test", signUp.Password))).message).toBe(INCORRECT);
    await tokenOf(send, NAMED_APP, signUp.Username, signUp.Password);
    await verify(token, codeFor(running, "new@example.test"));
    expect(await attributesOf(send, token)).toMatchObject({ email: "new@example.test", email_verified: "true" });
    await tokenOf(send, NAMED_APP, "new@example.test", signUp.Password);
    expect((await refusalOf(tryPassword(send, NAMED_APP, signUp.Username, signUp.Password))).message).toBe(INCORRECT);
  });
});

describe("the hourly limits", () => {
  test("give sixty parallel guesses at an attribute's code fifteen tries", async () => {
    const token = await ada();
    await ask(token);
    const code = codeFor(running, ADA.email);
    const names = (await Promise.all(Array.from({ length: 60 }, () => refusalOf(verify(token, wrongCode(code)))))).map(({ name }) => name);
    expect(names.filter((name) => name === "CodeMismatchException")).toHaveLength(15);
    expect(names.filter((name) => name === "LimitExceededException")).toHaveLength(45);
    expect((await refusalOf(verify(token, code))).name).toBe("LimitExceededException");
    running.pool.advanceClock(3600);
    await verify(await ada(), code);
  }, 20_000);

  test("give five codes an hour, and none for what no code can prove", async () => {
    const token = await ada();
    expect((await refusalOf(ask(token, "name"))).name).toBe("InvalidParameterException");
    for (let count = 0; count < 4; count += 1) await ask(token);
    expect((await refusalOf(ask(token))).name).toBe("LimitExceededException");
    expect(listMessages(running.pool.needs.store, ADA.email)).toHaveLength(4);
    expect((await refusalOf(verify(token, "123456", "name"))).name).toBe("InvalidParameterException");
  });
});

describe("a deleted user", () => {
  test("is gone with every token and name, and the name is free", async () => {
    const [token, other] = [await ada(), await ada(NARROW_APP)];
    await send("DeleteUser", { AccessToken: token });
    for (const AccessToken of [token, other])
      expect((await refusalOf(send("GetUser", { AccessToken }))).name).toBe("NotAuthorizedException");
    expect((await refusalOf(tryPassword(send, APP, ADA.email, ADA.password))).message).toBe(INCORRECT);
    const again = { ClientId: APP.id, Username: "ada", Password: "a third passphrase", UserAttributes: pairs({ email: ADA.email }) };
    await send("SignUp", again);
    await send("ConfirmSignUp", { ClientId: APP.id, Username: "ada", ConfirmationCode: codeFor(running, ADA.email) });
    expect((await refusalOf(send("GetUser", { AccessToken: token }))).name).toBe("NotAuthorizedException");
    await tokenOf(send, APP, ADA.email, "a third passphrase");
  });
});
