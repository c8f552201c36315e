import { describe, expect, test } from "vitest";
import { refusalOf } from "../testing/drive-pool";
import { TRIGGER_POOL, triggerContext } from "../testing/trigger-context";
import { postAuthentication, preAuthentication } from "./around-authentication";
import { createAuthChallenge, defineAuthChallenge, verifyAuthChallenge } from "./custom-challenge";
import { customMessage } from "./custom-message";
import { postConfirmation } from "./post-confirmation";
import { NO_TOKEN_CHANGES, preTokenGeneration } from "./pre-token-generation";
import type { TriggerEvent, TriggerHandler } from "./triggers";
import { migrateUser } from "./user-migration";

const ATTRIBUTES = { sub: "sub-of-ann", "cognito:user_status": "CONFIRMED", email: "ann@example.test", email_verified: "true" };
const UNRECOGNIZABLE = { name: "InvalidLambdaResponseException", message: "Unrecognizable lambda output" };
const answering =
  (response: object): TriggerHandler =>
  async (event) => ({ ...event, response });

/** A handler that keeps the event and answers `response`. */
function recorder(response: object | null = null) {
  const events: TriggerEvent[] = [];
  const handler: TriggerHandler = (event) => {
    events.push(event);
    return response === null ? event : { ...event, response };
  };
  return { events, handler };
}

describe("authentication triggers", () => {
  test("are told before and after, with the client's metadata where AWS puts it", async () => {
    const { events, handler } = recorder();
    const context = triggerContext({ PreAuthentication: handler, PostAuthentication: handler }, { clientMetadata: { a: "b" } });
    await preAuthentication(context);
    await preAuthentication({ ...context, user: null, clientMetadata: {} });
    await postAuthentication(context, true);
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      "PreAuthentication_Authentication",
      "PreAuthentication_Authentication",
      "PostAuthentication_Authentication",
    ]);
    expect(events.map(({ request }) => request)).toEqual([
      { userAttributes: ATTRIBUTES, validationData: { a: "b" }, userNotFound: false },
      { userAttributes: {}, validationData: {}, userNotFound: true },
      { userAttributes: ATTRIBUTES, clientMetadata: { a: "b" }, newDeviceUsed: true },
    ]);
  });

  test("and the confirmation's say which confirmation it was", async () => {
    const { events, handler } = recorder();
    await postConfirmation(triggerContext({ PostConfirmation: handler }), "PostConfirmation_ConfirmForgotPassword");
    expect(events[0]).toMatchObject({ triggerSource: "PostConfirmation_ConfirmForgotPassword", request: { userAttributes: ATTRIBUTES } });
    expect(events[0]?.response).toEqual({});
  });
});

describe("custom challenges", () => {
  const rounds = [
    { challengeName: "SRP_A", challengeResult: true, challengeMetadata: null },
    { challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "CAPTCHA" },
  ];
  const session = [
    { challengeName: "SRP_A", challengeResult: true },
    { challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "CAPTCHA" },
  ];

  test("are decided, made and judged by three triggers", async () => {
    const define = recorder({ challengeName: "CUSTOM_CHALLENGE" });
    const create = recorder({
      publicChallengeParameters: { hint: "x" },
      privateChallengeParameters: { answer: "5" },
      challengeMetadata: "M",
    });
    const verify = recorder({ answerCorrect: true });
    const context = triggerContext({
      DefineAuthChallenge: define.handler,
      CreateAuthChallenge: create.handler,
      VerifyAuthChallengeResponse: verify.handler,
    });
    expect(await defineAuthChallenge(context, rounds)).toEqual({
      challengeName: "CUSTOM_CHALLENGE",
      issueTokens: false,
      failAuthentication: false,
    });
    expect(await createAuthChallenge(context, "CUSTOM_CHALLENGE", rounds)).toEqual({
      publicParameters: { hint: "x" },
      privateParameters: { answer: "5" },
      metadata: "M",
    });
    expect(await verifyAuthChallenge(context, { answer: "5" }, "5")).toBe(true);
    const shared = { userAttributes: ATTRIBUTES, userNotFound: false };
    expect(define.events[0]?.request).toEqual({ ...shared, session });
    expect(define.events[0]?.response).toEqual({ challengeName: null, issueTokens: null, failAuthentication: null });
    expect(create.events[0]?.request).toEqual({ ...shared, challengeName: "CUSTOM_CHALLENGE", session });
    expect(verify.events[0]?.request).toEqual({ ...shared, privateChallengeParameters: { answer: "5" }, challengeAnswer: "5" });
  });

  test("need their triggers, and an answer that is not said is wrong", async () => {
    expect(await refusalOf(defineAuthChallenge(triggerContext({}), []))).toEqual({
      name: "InvalidParameterException",
      message: "Custom auth lambda trigger is not configured for the user pool.",
    });
    expect(await verifyAuthChallenge(triggerContext({ VerifyAuthChallengeResponse: answering({}) }), {}, "5")).toBe(false);
    const bad = triggerContext({ CreateAuthChallenge: answering({ publicChallengeParameters: { n: 1 } }) });
    expect(await refusalOf(createAuthChallenge(bad, "CUSTOM_CHALLENGE", []))).toEqual(UNRECOGNIZABLE);
  });
});

describe("the message trigger", () => {
  const OWN = { subject: "Own", text: "Own 123456" };
  const write = (response: object, source: Parameters<typeof customMessage>[1] = "CustomMessage_SignUp") =>
    customMessage(triggerContext({ CustomMessage: answering(response) }), source, "123456", OWN);

  test("writes the mail around the placeholders", async () => {
    const { events, handler } = recorder();
    const context = triggerContext({ CustomMessage: handler });
    expect(await customMessage(context, "CustomMessage_SignUp", "123456", OWN)).toEqual(OWN);
    expect(events[0]?.request).toMatchObject({ codeParameter: "{####}", usernameParameter: null });
    await customMessage(context, "CustomMessage_AdminCreateUser", "123456", OWN);
    expect(events[1]?.request).toMatchObject({ usernameParameter: "{username}" });
    expect(await write({ emailSubject: "S", emailMessage: "Code {####}, again {####}" })).toEqual({
      subject: "S",
      text: "Code 123456, again 123456",
    });
    expect(await write({ emailMessage: "{username}: {####}" }, "CustomMessage_AdminCreateUser")).toEqual({
      subject: "Own",
      text: "ann: 123456",
    });
  });

  test("is not used without the code's placeholder, and a pool without it writes its own", async () => {
    expect((await write({ emailMessage: "no code here" })).text).toBe(OWN.text);
    expect((await write({ emailMessage: "only {####}" }, "CustomMessage_AdminCreateUser")).text).toBe(OWN.text);
    expect(await refusalOf(write({ emailMessage: 5 }))).toEqual(UNRECOGNIZABLE);
    expect(await customMessage(triggerContext({}), "CustomMessage_SignUp", "1", OWN)).toEqual(OWN);
  });
});

describe("the migration trigger", () => {
  const migrate = (response: object) =>
    migrateUser(triggerContext({ UserMigration: answering(response) }, { user: null }), "UserMigration_Authentication", "secret");

  test("is handed the password and answers the user", async () => {
    const known = { userAttributes: { username: "ann", email: "a@b.test" }, finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS" };
    const { events, handler } = recorder(known);
    const context = triggerContext({ UserMigration: handler }, { user: null, clientMetadata: { a: "b" } });
    expect(await migrateUser(context, "UserMigration_Authentication", "secret")).toEqual({
      username: "ann",
      attributes: { email: "a@b.test" },
      finalUserStatus: "CONFIRMED",
      messageAction: "SUPPRESS",
      forceAliasCreation: false,
    });
    expect(events[0]?.request).toEqual({ password: "secret", validationData: { a: "b" }, clientMetadata: { a: "b" } });
    await migrateUser(context, "UserMigration_ForgotPassword", null);
    expect(events[1]?.request).toEqual({ validationData: null, clientMetadata: { a: "b" } });
    expect((await migrate({ userAttributes: { email: "a@b.test" } }))?.finalUserStatus).toBe("RESET_REQUIRED");
  });

  test("knows nobody without attributes, and no status that AWS does not have", async () => {
    expect(await migrateUser(triggerContext({}), "UserMigration_Authentication", "secret")).toBeNull();
    expect(await refusalOf(migrate({}))).toEqual(UNRECOGNIZABLE);
    expect(await refusalOf(migrate({ userAttributes: { email: "e" }, finalUserStatus: "ARCHIVED" }))).toEqual(UNRECOGNIZABLE);
  });
});

describe("the token trigger", () => {
  const generate = (handler: TriggerHandler, preTokenVersion: "V1_0" | "V2_0" | "V3_0", machine = false) => {
    const context = triggerContext({ PreTokenGeneration: handler }, {}, { preTokenVersion });
    const group = { poolId: TRIGGER_POOL, description: null, createdAtSeconds: 0, modifiedAtSeconds: 0 };
    context.needs.store.put("groups", `${TRIGGER_POOL}|late`, { ...group, name: "late", roleArn: "arn:late", precedence: 9 });
    context.needs.store.put("groups", `${TRIGGER_POOL}|first`, { ...group, name: "first", roleArn: "arn:first", precedence: 1 });
    const source = machine ? "TokenGeneration_ClientCredentials" : "TokenGeneration_Authentication";
    return preTokenGeneration(context, source, ["late", "first"], ["openid"]);
  };
  const groupConfiguration = {
    groupsToOverride: ["late", "first"],
    iamRolesToOverride: ["arn:late", "arn:first"],
    preferredRole: "arn:first",
  };

  test("is asked in the form of its version", async () => {
    const { events, handler } = recorder();
    for (const version of ["V1_0", "V2_0", "V3_0"] as const) expect(await generate(handler, version)).toEqual(NO_TOKEN_CHANGES);
    expect(events.map(({ version }) => version)).toEqual(["1", "2", "3"]);
    expect(events[0]?.request).toEqual({ userAttributes: ATTRIBUTES, groupConfiguration });
    expect(events[1]?.request).toEqual({ userAttributes: ATTRIBUTES, groupConfiguration, scopes: ["openid"] });
    expect(events.map(({ response }) => response)).toEqual([
      { claimsOverrideDetails: null },
      { claimsAndScopeOverrideDetails: null },
      { claimsAndScopeOverrideDetails: null },
    ]);
  });

  test("changes texts of the ID token in V1_0, and never a reserved claim", async () => {
    const details = {
      claimsToAddOrOverride: { tier: "gold", sub: "somebody else", email: "both" },
      claimsToSuppress: ["email", "exp"],
      groupOverrideDetails: { groupsToOverride: ["first"] },
    };
    expect(await generate(answering({ claimsOverrideDetails: details }), "V1_0")).toEqual({
      ...NO_TOKEN_CHANGES,
      idClaims: { tier: "gold" },
      idSuppressed: ["email"],
      groups: ["first"],
    });
    const list = { claimsOverrideDetails: { claimsToAddOrOverride: { tier: ["gold"] } } };
    expect(await refusalOf(generate(answering(list), "V1_0"))).toEqual(UNRECOGNIZABLE);
  });

  test("changes both tokens and the scopes from V2_0 on", async () => {
    const details = {
      idTokenGeneration: { claimsToAddOrOverride: { tier: ["gold"] }, claimsToSuppress: ["phone_number"] },
      accessTokenGeneration: {
        claimsToAddOrOverride: { limit: 5, client_id: "another" },
        claimsToSuppress: ["cognito:groups", "username"],
        scopesToAdd: ["orders/read"],
        scopesToSuppress: ["openid"],
      },
    };
    expect(await generate(answering({ claimsAndScopeOverrideDetails: details }), "V2_0")).toEqual({
      idClaims: { tier: ["gold"] },
      idSuppressed: ["phone_number"],
      accessClaims: { limit: 5 },
      accessSuppressed: ["cognito:groups"],
      scopesAdded: ["orders/read"],
      scopesSuppressed: ["openid"],
      groups: null,
    });
  });

  test("is asked for machines from V3_0 on only", async () => {
    const { events, handler } = recorder();
    await generate(handler, "V2_0", true);
    expect(events).toHaveLength(0);
    await generate(handler, "V3_0", true);
    expect(events[0]?.triggerSource).toBe("TokenGeneration_ClientCredentials");
  });
});
