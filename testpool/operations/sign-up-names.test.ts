import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listMessages } from "../codes/outbox";
import {
  ADA,
  ALIASES,
  APP,
  attributesOf,
  BOB,
  codeFor,
  NAMED_APP,
  OLD_APP,
  startAccountPool,
  STRICT_APP,
  tokenOf,
  tryPassword,
} from "../testing/account-pool";
import { refusalOf, textOf, tokensOf } from "../testing/drive-pool";
import type { TestClient } from "../testing/test-seed";
import { sendTo, usePool } from "../testing/use-pool";
import type { PoolTriggers } from "../triggers/triggers";

const triggers: Record<string, PoolTriggers> = {};
const running = usePool({ beforeAll, beforeEach, afterAll }, () => startAccountPool(triggers));
const send = sendTo(running, cognito);

beforeEach(() => {
  delete triggers[ALIASES];
});

const PASSWORD = "a fresh passphrase";
const INCORRECT = "Incorrect username or password.";
function signUp(client: TestClient, Username: string, values: Readonly<Record<string, string>> = {}) {
  const UserAttributes = Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
  return send("SignUp", { ClientId: client.id, Username, Password: PASSWORD, UserAttributes });
}
const confirm = (client: TestClient, Username: string, ConfirmationCode: string, more: object = {}) =>
  send("ConfirmSignUp", { ClientId: client.id, Username, ConfirmationCode, ...more });
const resend = (client: TestClient, Username: string) => send("ResendConfirmationCode", { ClientId: client.id, Username });

describe("a username that is an email", () => {
  test("becomes a UUID, and both names sign in", async () => {
    const made = await signUp(NAMED_APP, "eve@example.test");
    expect((await refusalOf(signUp(NAMED_APP, "EVE@example.test"))).message).toBe("An account with the given email already exists.");
    await confirm(NAMED_APP, "Eve@example.test", codeFor(running, "eve@example.test"));
    const token = await tokenOf(send, NAMED_APP, "eve@example.test", PASSWORD);
    const user = await send("GetUser", { AccessToken: token });
    expect(user["Username"]).toBe(made["UserSub"]);
    expect(await attributesOf(send, token)).toMatchObject({ email: "eve@example.test", email_verified: "true", sub: made["UserSub"] });
    await tokenOf(send, NAMED_APP, String(made["UserSub"]), PASSWORD);
  });

  test("must be one there, and must not be one where emails are aliases", async () => {
    expect((await refusalOf(signUp(NAMED_APP, "eve"))).message).toBe("Username should be an email.");
    const form = await refusalOf(signUp(APP, "eve@example.test"));
    expect(form.message).toBe("Username cannot be of email format, since user pool is configured for email alias.");
    await signUp(STRICT_APP, "eve@example.test");
  });
});

describe("letter case", () => {
  test("tells users apart in a case sensitive pool only", async () => {
    await signUp(STRICT_APP, "Eve");
    await signUp(STRICT_APP, "eve");
    expect((await refusalOf(signUp(STRICT_APP, "Eve"))).name).toBe("UsernameExistsException");
    await signUp(APP, "Eve");
    expect((await refusalOf(signUp(APP, "eve"))).name).toBe("UsernameExistsException");
  });
});

describe("a pool that verifies nothing", () => {
  test("mails no code and resends none", async () => {
    const made = await signUp(STRICT_APP, "eve", { email: "eve@example.test" });
    expect(made["CodeDeliveryDetails"]).toBeUndefined();
    expect(listMessages(running.pool.needs.store, null)).toEqual([]);
    expect((await refusalOf(resend(STRICT_APP, "eve"))).message).toBe("Cannot resend codes. Auto verification not turned on.");
    await signUp(APP, "eve", { email: "eve@example.test" });
    await resend(APP, "eve");
    expect(listMessages(running.pool.needs.store, null)).toHaveLength(2);
  });
});

describe("an alias that somebody has", () => {
  test("moves to its last prover when that is forced, and the code outlives the refusal before", async () => {
    await signUp(APP, "eve", { email: ADA.email });
    const code = codeFor(running, ADA.email);
    expect((await refusalOf(confirm(APP, "eve", code))).name).toBe("AliasExistsException");
    await tokenOf(send, APP, ADA.email, ADA.password);
    await confirm(APP, "eve", code, { ForceAliasCreation: true });
    await tokenOf(send, APP, ADA.email, PASSWORD);
    expect((await refusalOf(tryPassword(send, APP, ADA.email, ADA.password))).message).toBe(INCORRECT);
    const token = await tokenOf(send, APP, ADA.username, ADA.password);
    expect(await attributesOf(send, token)).toMatchObject({ email: ADA.email, email_verified: "false" });
  });

  test("is nobody's before the sign-up is confirmed", async () => {
    await signUp(APP, "eve", { email: "eve@example.test", preferred_username: "countess" });
    await signUp(APP, "fay", { email: "fay@example.test", preferred_username: "Countess" });
    await confirm(APP, "fay", codeFor(running, "fay@example.test"));
    await tokenOf(send, APP, "countess", PASSWORD);
    expect((await refusalOf(confirm(APP, "eve", codeFor(running, "eve@example.test")))).name).toBe("AliasExistsException");
  });

  test("is never a username that somebody has", async () => {
    await signUp(APP, "eve", { email: "eve@example.test", preferred_username: "bob" });
    const forced = confirm(APP, "eve", codeFor(running, "eve@example.test"), { ForceAliasCreation: true });
    expect((await refusalOf(forced)).name).toBe("AliasExistsException");
    await tokenOf(send, APP, "bob", BOB.password);
  });
});

describe("the attributes of a new user", () => {
  test("may be set once even when they cannot change, and only as the client and the schema allow", async () => {
    await signUp(APP, "eve", { "custom:desk": "east" });
    expect((await refusalOf(signUp(APP, "fay", { "custom:desk": "too long" }))).name).toBe("InvalidParameterException");
    expect((await refusalOf(signUp(APP, "fay", { "custom:none": "x" }))).message).toMatch(/does not exist in the schema/);
    expect((await refusalOf(signUp(APP, "fay", { email_verified: "true" }))).name).toBe("NotAuthorizedException");
    expect((await refusalOf(signUp(OLD_APP, "fay", { "custom:desk": "east" }))).name).toBe("NotAuthorizedException");
    await signUp(OLD_APP, "fay", { nickname: "F" });
  });
});

describe("the Session of a confirmed sign-up", () => {
  test("signs the new user in once; that of SignUp does not, and an invented one confirms nobody", async () => {
    const made = await signUp(APP, "eve", { email: "eve@example.test" });
    const code = codeFor(running, "eve@example.test");
    const start = (Session: string) =>
      send("InitiateAuth", { ClientId: APP.id, AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: "eve" }, Session });
    expect((await refusalOf(start(textOf(made.Session)))).name).toBe("NotAuthorizedException");
    expect((await refusalOf(confirm(APP, "eve", code, { Session: "x".repeat(40) }))).name).toBe("NotAuthorizedException");
    const confirmed = await confirm(APP, "eve", code, { Session: made.Session });
    expect((await refusalOf(start(textOf(made.Session)))).name).toBe("NotAuthorizedException");
    tokensOf(await start(textOf(confirmed.Session)));
    expect((await refusalOf(start(textOf(confirmed.Session)))).name).toBe("NotAuthorizedException");
  });

  test("is not given to a client without USER_AUTH", async () => {
    expect((await signUp(OLD_APP, "eve", { email: "eve@example.test" })).Session).toBeUndefined();
    expect((await confirm(OLD_APP, "eve", codeFor(running, "eve@example.test"))).Session).toBeUndefined();
  });
});

describe("triggers", () => {
  test("may confirm a user and write the mails; a taken email is then told at once", async () => {
    const told: unknown[] = [];
    triggers[ALIASES] = {
      PreSignUp: (event) => ({ ...event, response: { autoConfirmUser: true, autoVerifyEmail: true } }),
      PostConfirmation: (event) => (told.push(event["triggerSource"]), event),
      CustomMessage: (event) => ({ ...event, response: { emailSubject: "Ours", emailMessage: "Ours: {####}" } }),
    };
    expect(await signUp(APP, "eve", { email: "eve@example.test" })).toMatchObject({ UserConfirmed: true });
    expect(listMessages(running.pool.needs.store, null)).toEqual([]);
    await tokenOf(send, APP, "eve@example.test", PASSWORD);
    expect((await refusalOf(signUp(APP, "fay", { email: ADA.email }))).name).toBe("UsernameExistsException");
    await send("ForgotPassword", { ClientId: APP.id, Username: "eve" });
    const code = codeFor(running, "eve@example.test");
    expect(listMessages(running.pool.needs.store, null).at(-1)).toMatchObject({ subject: "Ours", text: `Ours: ${code}` });
    await send("ConfirmForgotPassword", { ClientId: APP.id, Username: "eve", ConfirmationCode: code, Password: "another passphrase" });
    expect(told).toEqual(["PostConfirmation_ConfirmSignUp", "PostConfirmation_ConfirmForgotPassword"]);
  });
});
