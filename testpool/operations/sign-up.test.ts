import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listMessages } from "../codes/outbox";
import { hashFor, passPassword, refusalOf, startSeededPool } from "../testing/drive-pool";
import { LEGACY, PUBLIC, STAFF, TRADER, WEB, type TestClient } from "../testing/test-seed";
import { sendTo, usePool } from "../testing/use-pool";

const running = usePool({ beforeAll, beforeEach, afterAll }, startSeededPool);
const send = sendTo(running, cognito);

const PASSWORD = "a fresh long passphrase";

function withHash(client: TestClient, username: string): { SecretHash?: string } {
  const hash = hashFor(client, username).SECRET_HASH;
  return hash === undefined ? {} : { SecretHash: hash };
}

function signUp(client: TestClient, username: string, email: string, more: object = {}) {
  return send("SignUp", {
    ClientId: client.id,
    Username: username,
    Password: PASSWORD,
    UserAttributes: [{ Name: "email", Value: email }],
    ...withHash(client, username),
    ...more,
  });
}

function confirm(client: TestClient, username: string, code: string) {
  return send("ConfirmSignUp", { ClientId: client.id, Username: username, ConfirmationCode: code, ...withHash(client, username) });
}

function resend(client: TestClient, username: string) {
  return send("ResendConfirmationCode", { ClientId: client.id, Username: username, ...withHash(client, username) });
}

const codeFor = (email: string) => listMessages(running.pool.needs.store, email).at(-1)?.code ?? "";
const wrongCodeFor = (email: string) => String((Number(codeFor(email)) + 1) % 1_000_000).padStart(6, "0");

describe("signing up", () => {
  test("mails a six-digit code, and the user exists once it is confirmed", async () => {
    const username = randomUUID();
    const answer = await signUp(WEB, username, "ada@example.test");
    expect(answer).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
    });
    expect(answer["UserSub"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(codeFor("ADA@example.test")).toMatch(/^\d{6}$/);
    await confirm(WEB, username, codeFor("ada@example.test"));
    expect((await passPassword(send, WEB, "ada@example.test", PASSWORD)).ChallengeName).toBe("MFA_SETUP");
  });

  test("accepts the exact secret hash and refuses a missing, wrong or superfluous one", async () => {
    await signUp(WEB, "exact-hash", "a@example.test");
    const message = `Unable to verify secret hash for client ${WEB.id}`;
    const missing = signUp(WEB, "missing", "b@example.test", { SecretHash: undefined });
    expect(await refusalOf(missing)).toEqual({ name: "NotAuthorizedException", message });
    const wrong = signUp(WEB, "wrong", "c@example.test", withHash(WEB, "another"));
    expect(await refusalOf(wrong)).toEqual({ name: "NotAuthorizedException", message });
    expect((await refusalOf(signUp(PUBLIC, "public", "d@example.test", { SecretHash: "x" }))).name).toBe("NotAuthorizedException");
    await signUp(PUBLIC, "public", "d@example.test");
  });

  test("takes a password of twelve characters and refuses eleven", async () => {
    const short = await refusalOf(signUp(PUBLIC, "shorty", "s@example.test", { Password: "elevenchars" }));
    expect(short).toEqual({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
    await signUp(PUBLIC, "shorty", "s@example.test", { Password: "twelve chars" });
  });

  test("takes a free username once, in any letter case", async () => {
    await signUp(PUBLIC, "Grace", "g@example.test");
    const taken = await refusalOf(signUp(PUBLIC, "gRACE", "h@example.test"));
    expect(taken).toEqual({ name: "UsernameExistsException", message: "User already exists" });
  });

  test("refuses a username in the form of an email, an unknown attribute, and a malformed email", async () => {
    const form = await refusalOf(signUp(PUBLIC, "x@example.test", "x@example.test"));
    expect(form.message).toBe("Username cannot be of email format, since user pool is configured for email alias.");
    const attribute = { UserAttributes: [{ Name: "custom:role", Value: "admin" }] };
    expect((await refusalOf(signUp(PUBLIC, "u1", "", attribute))).name).toBe("InvalidParameterException");
    expect((await refusalOf(signUp(PUBLIC, "u1", "not an email"))).name).toBe("InvalidParameterException");
    await signUp(PUBLIC, "u1", "u1@example.test");
  });

  test("is refused in a pool that only administrators fill, and for an unknown client", async () => {
    expect((await refusalOf(signUp(STAFF, "mole", "m@example.test"))).name).toBe("NotAuthorizedException");
    const unknown = await refusalOf(signUp({ ...PUBLIC, id: "nobody" }, "mole", "m@example.test"));
    expect(unknown).toEqual({ name: "ResourceNotFoundException", message: "User pool client nobody does not exist." });
    await signUp(PUBLIC, "mole", "m@example.test");
  });

  test("delivers nothing without an email", async () => {
    const answer = await signUp(PUBLIC, "silent", "", { UserAttributes: [] });
    expect(answer["CodeDeliveryDetails"]).toBeUndefined();
    expect(listMessages(running.pool.needs.store, null)).toEqual([]);
  });
});

describe("confirming", () => {
  test("refuses a wrong code and then accepts the right one", async () => {
    await signUp(PUBLIC, "ben", "ben@example.test");
    const wrong = await refusalOf(confirm(PUBLIC, "ben", wrongCodeFor("ben@example.test")));
    expect(wrong).toEqual({ name: "CodeMismatchException", message: "Invalid verification code provided, please try again." });
    await confirm(PUBLIC, "ben", codeFor("ben@example.test"));
  });

  test("accepts a code in its last second and refuses it a day after", async () => {
    await signUp(PUBLIC, "cy", "cy@example.test");
    running.pool.advanceClock(86_401);
    expect((await refusalOf(confirm(PUBLIC, "cy", codeFor("cy@example.test")))).name).toBe("ExpiredCodeException");
    await resend(PUBLIC, "cy");
    running.pool.advanceClock(86_390);
    await confirm(PUBLIC, "cy", codeFor("cy@example.test"));
  });

  test("accepts only the newest code", async () => {
    await signUp(PUBLIC, "di", "di@example.test");
    const old = codeFor("di@example.test");
    await resend(PUBLIC, "di");
    const fresh = codeFor("di@example.test");
    if (old !== fresh) expect((await refusalOf(confirm(PUBLIC, "di", old))).name).toBe("CodeMismatchException");
    await confirm(PUBLIC, "di", fresh);
  });

  test("gives two hundred parallel guesses fifteen tries, and the hour after a new chance", async () => {
    await signUp(PUBLIC, "ed", "ed@example.test");
    const wrong = wrongCodeFor("ed@example.test");
    const refusals = await Promise.all(Array.from({ length: 200 }, () => refusalOf(confirm(PUBLIC, "ed", wrong))));
    expect(refusals.filter(({ name }) => name === "CodeMismatchException")).toHaveLength(15);
    expect(refusals.filter(({ name }) => name === "LimitExceededException")).toHaveLength(185);
    const right = await refusalOf(confirm(PUBLIC, "ed", codeFor("ed@example.test")));
    expect(right.message).toBe("Attempt limit exceeded, please try after some time.");
    running.pool.advanceClock(3600);
    await confirm(PUBLIC, "ed", codeFor("ed@example.test"));
  }, 20_000);

  test("is done once", async () => {
    await signUp(PUBLIC, "flo", "flo@example.test");
    const code = codeFor("flo@example.test");
    await confirm(PUBLIC, "flo", code);
    const again = await refusalOf(confirm(PUBLIC, "flo", code));
    expect(again).toEqual({ name: "NotAuthorizedException", message: "User cannot be confirmed. Current status is CONFIRMED" });
  });

  test("tells of a taken email only to whoever proves the mailbox", async () => {
    await signUp(PUBLIC, "thief", TRADER.email);
    const taken = await refusalOf(confirm(PUBLIC, "thief", codeFor(TRADER.email)));
    expect(taken).toEqual({ name: "AliasExistsException", message: "An account with the given email already exists." });
    expect((await passPassword(send, PUBLIC, TRADER.email, TRADER.password)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("gives an email to the first of two who prove it", async () => {
    await signUp(PUBLIC, "first", "both@example.test");
    const firstCode = codeFor("both@example.test");
    await signUp(PUBLIC, "second", "BOTH@example.test");
    const secondCode = codeFor("both@example.test");
    await confirm(PUBLIC, "first", firstCode);
    expect((await refusalOf(confirm(PUBLIC, "second", secondCode))).name).toBe("AliasExistsException");
  });
});

describe("an unconfirmed user", () => {
  test("is told so after a right password, and cannot use the email as a name", async () => {
    await signUp(PUBLIC, "gil", "gil@example.test");
    const early = await refusalOf(passPassword(send, PUBLIC, "gil", PASSWORD));
    expect(early).toEqual({ name: "UserNotConfirmedException", message: "User is not confirmed." });
    expect((await refusalOf(passPassword(send, PUBLIC, "gil@example.test", PASSWORD))).message).toBe("Incorrect username or password.");
    expect((await refusalOf(passPassword(send, PUBLIC, "gil", "a wrong passphrase"))).message).toBe("Incorrect username or password.");
    await confirm(PUBLIC, "gil", codeFor("gil@example.test"));
    expect((await passPassword(send, PUBLIC, "gil@example.test", PASSWORD)).ChallengeName).toBe("MFA_SETUP");
  });
});

describe("resending", () => {
  test("works five times in an hour", async () => {
    await signUp(PUBLIC, "hal", "hal@example.test");
    for (let count = 0; count < 5; count += 1) await resend(PUBLIC, "hal");
    expect((await refusalOf(resend(PUBLIC, "hal"))).name).toBe("LimitExceededException");
    running.pool.advanceClock(3600);
    await resend(PUBLIC, "hal");
  });

  test("is simulated for an unknown user, and refused in LEGACY mode", async () => {
    const simulated = await resend(PUBLIC, "nobody");
    expect(simulated["CodeDeliveryDetails"]).toMatchObject({ AttributeName: "email", DeliveryMedium: "EMAIL" });
    expect(listMessages(running.pool.needs.store, null)).toEqual([]);
    expect((await refusalOf(resend(LEGACY, "nobody2"))).name).toBe("UserNotFoundException");
    expect((await refusalOf(confirm(LEGACY, "nobody2", "123456"))).name).toBe("UserNotFoundException");
    expect((await refusalOf(confirm(PUBLIC, "nobody2", "123456"))).name).toBe("ExpiredCodeException");
  });

  test("is refused for a confirmed user", async () => {
    const confirmed = await refusalOf(resend(PUBLIC, TRADER.username));
    expect(confirmed).toEqual({ name: "InvalidParameterException", message: "User is already confirmed." });
  });
});
