import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SUSPICION_ANSWERS_MAX } from "@/lib/policy/sign-in-risk";
import { handler as create } from "./create-auth-challenge";
import { handler as define } from "./define-auth-challenge";
import { handler as signUp } from "./pre-sign-up";
import { handler as tokens } from "./pre-token-generation";
import { ticketOf } from "./ticket";
import type { ChallengeEvent, ChallengeRound } from "./trigger-event";
import { handler as verify } from "./verify-auth-challenge-response";

const KEY = `demo.${"t".repeat(43)}`;
const before = process.env["RECOVERY_TICKET_KEY"];
beforeEach(() => {
  process.env["RECOVERY_TICKET_KEY"] = KEY;
});
afterEach(() => {
  if (before === undefined) delete process.env["RECOVERY_TICKET_KEY"];
  else process.env["RECOVERY_TICKET_KEY"] = before;
});

const event = (request: ChallengeEvent["request"]): ChallengeEvent => ({ userName: "account-1", request, response: {} });
const passed = (challengeName: string): ChallengeRound => ({ challengeName, challengeResult: true });
const failed = (challengeName: string): ChallengeRound => ({ challengeName, challengeResult: false });
const defined = async (session: readonly ChallengeRound[], userNotFound = false) =>
  (await define(event({ session, userNotFound }))).response;
const ASKED = { challengeName: "CUSTOM_CHALLENGE", issueTokens: false, failAuthentication: false };
const FAILED = { challengeName: null, issueTokens: false, failAuthentication: true };
const DONE = { challengeName: null, issueTokens: true, failAuthentication: false };
const PASSWORD = ["SRP_A", "PASSWORD_VERIFIER"].map(passed);
const WRONG = failed("CUSTOM_CHALLENGE");
const RIGHT = passed("CUSTOM_CHALLENGE");

describe("DefineAuthChallenge", () => {
  it("asks for the password, then for the challenge, and gives tokens for both", async () => {
    expect(await defined(PASSWORD.slice(0, 1))).toEqual({ ...ASKED, challengeName: "PASSWORD_VERIFIER" });
    expect(await defined(PASSWORD)).toEqual(ASKED);
    expect(await defined([...PASSWORD, RIGHT])).toEqual(DONE);
  });

  it("asks again after a wrong answer, and ends at the third", async () => {
    expect(await defined([...PASSWORD, WRONG])).toEqual(ASKED);
    expect(await defined([...PASSWORD, WRONG, WRONG])).toEqual(ASKED);
    expect(await defined([...PASSWORD, WRONG, WRONG, RIGHT])).toEqual(DONE);
    expect(await defined([...PASSWORD, WRONG, WRONG, WRONG])).toEqual(FAILED);
    expect(await defined([...PASSWORD, WRONG, WRONG, WRONG, RIGHT])).toEqual(FAILED);
  });

  it.each([
    ["a start without SRP", []],
    ["a custom challenge that came first", [RIGHT]],
    ["a custom challenge without a password", [passed("SRP_A"), RIGHT]],
    ["a wrong password", [passed("SRP_A"), failed("PASSWORD_VERIFIER")]],
    ["a wrong password and a right answer", [passed("SRP_A"), failed("PASSWORD_VERIFIER"), RIGHT]],
    ["a second round", [...PASSWORD, RIGHT, RIGHT]],
    ["a wrong answer after a right one", [...PASSWORD, RIGHT, WRONG]],
    ["a step of another flow", [...PASSWORD, passed("SMS_MFA")]],
  ])("ends the sign-in after %s", async (_, session) => {
    expect(await defined(session)).toEqual(FAILED);
  });

  it("gives an unknown account no tokens, whatever it answered", async () => {
    expect(await defined([...PASSWORD, RIGHT], true)).toEqual(FAILED);
  });

  it("for every history: tokens only for password and answer, never after three wrong ones, and always the same", async () => {
    const names = ["SRP_A", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", "SOFTWARE_TOKEN_MFA", "ADMIN_NO_SRP_AUTH"];
    const round = fc.record({ challengeName: fc.constantFrom(...names), challengeResult: fc.boolean() });
    const likely = fc
      .array(fc.boolean(), { maxLength: 6 })
      .map((results) => [...PASSWORD, ...results.map((challengeResult) => ({ challengeName: "CUSTOM_CHALLENGE", challengeResult }))]);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.array(round, { maxLength: 8 }), likely), fc.boolean(), async (session, userNotFound) => {
        const response = await defined(session, userNotFound);
        expect(await defined(session, userNotFound)).toEqual(response);
        const wrong = session.filter((one) => one.challengeName === "CUSTOM_CHALLENGE" && !one.challengeResult).length;
        const isEarned =
          session.slice(0, 2).every((one, at) => one.challengeResult && one.challengeName === PASSWORD[at]?.challengeName) &&
          session.length > 2 &&
          session.at(-1)?.challengeResult === true;
        if (response["issueTokens"] === true)
          expect({ isEarned, wrong: wrong < SUSPICION_ANSWERS_MAX, userNotFound }).toEqual({
            isEarned: true,
            wrong: true,
            userNotFound: false,
          });
        if (wrong >= SUSPICION_ANSWERS_MAX) expect(response).toEqual(FAILED);
        // Exactly one of three: a next step, tokens, or the end.
        expect([response["challengeName"] !== null, response["issueTokens"], response["failAuthentication"]].filter(Boolean)).toHaveLength(
          1,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("the challenge and its judgement", () => {
  const judged = async (made: Record<string, string>, challengeAnswer: string, userName = "account-1") =>
    (await verify({ ...event({ privateChallengeParameters: made, challengeAnswer }), userName })).response["answerCorrect"];

  it("has a nonce of its own, and the purpose that the server says and no other", async () => {
    const { response } = await create(event({}));
    expect(response).toMatchObject({ challengeMetadata: "RECOVERY", privateChallengeParameters: { purpose: "recovery" } });
    expect(response["publicChallengeParameters"]).toEqual(response["privateChallengeParameters"]);
    expect((await create(event({}))).response["publicChallengeParameters"]).not.toEqual(response["publicChallengeParameters"]);
    const suspicious = await create(event({ clientMetadata: { purpose: "suspicion" } }));
    expect(suspicious.response).toMatchObject({ challengeMetadata: "SUSPICION", privateChallengeParameters: { purpose: "suspicion" } });
    const odd = await create(event({ clientMetadata: { purpose: "anything" } }));
    expect(odd.response).toMatchObject({ challengeMetadata: "RECOVERY" });
  });

  it("takes the ticket of this account, this nonce and this purpose, and no other", async () => {
    const [recovery, suspicion] = [
      { nonce: "n1", purpose: "recovery" },
      { nonce: "n1", purpose: "suspicion" },
    ];
    expect(await judged(recovery, ticketOf(KEY, "recovery", "account-1", "n1"))).toBe(true);
    expect(await judged(suspicion, ticketOf(KEY, "suspicion", "account-1", "n1"))).toBe(true);
    expect(await judged(suspicion, ticketOf(KEY, "recovery", "account-1", "n1"))).toBe(false);
    expect(await judged(recovery, ticketOf(KEY, "suspicion", "account-1", "n1"))).toBe(false);
    expect(await judged({ ...recovery, nonce: "n2" }, ticketOf(KEY, "recovery", "account-1", "n1"))).toBe(false);
    expect(await judged(recovery, ticketOf(KEY, "recovery", "account-1", "n1"), "account-2")).toBe(false);
    expect(await judged(recovery, ticketOf(`demo.${"x".repeat(43)}`, "recovery", "account-1", "n1"))).toBe(false);
    expect(await judged(recovery, "")).toBe(false);
    expect(await judged({ ...recovery, nonce: "" }, ticketOf(KEY, "recovery", "account-1", ""))).toBe(false);
  });

  it("takes nothing without a key, not even what an empty key would sign", async () => {
    process.env["RECOVERY_TICKET_KEY"] = "";
    expect(await judged({ nonce: "n1", purpose: "recovery" }, ticketOf("", "recovery", "account-1", "n1"))).toBe(false);
  });
});

describe("PreSignUp", () => {
  const asked = (changes: object = {}) => ({
    triggerSource: "PreSignUp_SignUp",
    userName: "name-1",
    request: {
      userAttributes: { email: "ada@example.com" },
      validationData: { ticket: ticketOf(KEY, "sign-up", "name-1", "ada@example.com") },
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    ...changes,
  });
  const nothing = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

  it("lets the product's own sign-up through, and an administrator's, and proves nothing for either", async () => {
    expect((await signUp(asked())).response).toEqual(nothing);
    expect((await signUp(asked({ triggerSource: "PreSignUp_AdminCreateUser", request: {} }))).response).toEqual(nothing);
    expect((await signUp(asked({ response: { autoConfirmUser: true, autoVerifyEmail: true } }))).response).toEqual(nothing);
  });

  const { request } = asked();
  it.each([
    ["without a ticket", { request: { ...request, validationData: null } }],
    ["with the ticket of another username", { userName: "name-2" }],
    ["with the ticket of another address", { request: { ...request, userAttributes: { email: "bob@example.com" } } }],
    [
      "with a recovery's ticket",
      { request: { ...request, validationData: { ticket: ticketOf(KEY, "recovery", "name-1", "ada@example.com") } } },
    ],
    ["with one attribute more", { request: { ...request, userAttributes: { email: "ada@example.com", phone_number: "+15550100" } } }],
    ["without an address", { request: { ...request, userAttributes: {} } }],
    ["from another identity provider", { triggerSource: "PreSignUp_ExternalProvider" }],
  ])("refuses a sign-up %s, in one sentence that tells nothing", async (_, changes) => {
    await expect(signUp(asked(changes))).rejects.toThrow("Sign-up is not open here");
  });

  it("refuses every sign-up without a key", async () => {
    delete process.env["RECOVERY_TICKET_KEY"];
    await expect(signUp(asked())).rejects.toThrow();
  });
});

describe("PreTokenGeneration", () => {
  it("keeps who signed in, and takes out groups, roles, every attribute that is not read, and foreign scopes", async () => {
    const userAttributes = { sub: "s", email: "a@b.c", email_verified: "true", "cognito:user_status": "CONFIRMED", "custom:tier": "gold" };
    const scopes = ["aws.cognito.signin.user.admin", "holdfast-ingest/write"];
    const { response } = await tokens({ request: { userAttributes, scopes }, response: {} });
    expect(response).toEqual({
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: {
          claimsToSuppress: [
            ...["cognito:groups", "cognito:roles", "cognito:preferred_role", "event_id", "email_verified"],
            ...["cognito:user_status", "custom:tier"],
          ],
        },
        accessTokenGeneration: {
          claimsToSuppress: ["cognito:groups", "cognito:roles", "cognito:preferred_role"],
          scopesToSuppress: ["holdfast-ingest/write"],
        },
        groupOverrideDetails: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: "" },
      },
    });
  });
});

describe("the triggers as code", () => {
  const FOLDER = "infra/triggers";
  // The migration has a store to ask; it is judged where it is made.
  const files = readdirSync(FOLDER).filter((name) => !/test\.ts$|^user-migration|legacy/.test(name));
  const sources = files.map((name) => [name, readFileSync(join(FOLDER, name), "utf8")] as const);

  it.each(sources)("%s stays small: at most 60 lines", (_, source) => {
    expect(source.split("\n").length).toBeLessThanOrEqual(60);
  });

  it.each(sources)("%s asks nobody and knows no time: nothing but node:crypto and its own folder is imported", (_, source) => {
    const imports = [...source.matchAll(/from "([^"]+)"/g)].map((found) => found[1] ?? "");
    expect(imports.filter((name) => name !== "node:crypto" && !name.startsWith("./"))).toEqual([]);
    expect(source).not.toMatch(/\bfetch\(|Date\.|Math\.random|setTimeout|process\.env\["(?!RECOVERY_TICKET_KEY|COGNITO_|LEGACY_NAME_KEY)/);
  });
});
