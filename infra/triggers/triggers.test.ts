import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { handler as create } from "./create-auth-challenge";
import { handler as define } from "./define-auth-challenge";
import { recoveryTicket } from "./recovery-ticket";
import type { ChallengeEvent, ChallengeRound } from "./trigger-event";
import { handler as verify } from "./verify-auth-challenge-response";

const event = (request: ChallengeEvent["request"]): ChallengeEvent => ({ userName: "account-1", request, response: {} });
const passed = (challengeName: string): ChallengeRound => ({ challengeName, challengeResult: true });
const failed = (challengeName: string): ChallengeRound => ({ challengeName, challengeResult: false });
const defined = async (session: readonly ChallengeRound[], userNotFound = false) =>
  (await define(event({ session, userNotFound }))).response;
const FAILED = { challengeName: null, issueTokens: false, failAuthentication: true };
const PATH = ["SRP_A", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE"].map(passed);

describe("DefineAuthChallenge", () => {
  it("asks for the password, then for one recovery, and gives tokens for both", async () => {
    expect(await defined(PATH.slice(0, 1))).toEqual({ challengeName: "PASSWORD_VERIFIER", issueTokens: false, failAuthentication: false });
    expect(await defined(PATH.slice(0, 2))).toEqual({ challengeName: "CUSTOM_CHALLENGE", issueTokens: false, failAuthentication: false });
    expect(await defined(PATH)).toEqual({ challengeName: null, issueTokens: true, failAuthentication: false });
  });

  it.each([
    ["a start without SRP", []],
    ["a custom challenge that came first", [passed("CUSTOM_CHALLENGE")]],
    ["a custom challenge without a password", [passed("SRP_A"), passed("CUSTOM_CHALLENGE")]],
    ["a wrong password", [passed("SRP_A"), failed("PASSWORD_VERIFIER")]],
    ["a wrong answer", [passed("SRP_A"), passed("PASSWORD_VERIFIER"), failed("CUSTOM_CHALLENGE")]],
    ["a wrong password and a right answer", [passed("SRP_A"), failed("PASSWORD_VERIFIER"), passed("CUSTOM_CHALLENGE")]],
    ["a second round", [...PATH, passed("CUSTOM_CHALLENGE")]],
    ["a second try", [passed("SRP_A"), passed("PASSWORD_VERIFIER"), failed("CUSTOM_CHALLENGE"), passed("CUSTOM_CHALLENGE")]],
    ["a step of another flow", [passed("SRP_A"), passed("PASSWORD_VERIFIER"), passed("SMS_MFA")]],
  ])("ends the sign-in after %s", async (_, session) => {
    expect(await defined(session)).toEqual(FAILED);
  });

  it("gives an unknown account no tokens, whatever it answered", async () => {
    expect(await defined(PATH, true)).toEqual(FAILED);
  });
});

describe("the challenge and its judgement", () => {
  const KEY = `demo.${"t".repeat(43)}`;
  const before = process.env["RECOVERY_TICKET_KEY"];
  beforeEach(() => {
    process.env["RECOVERY_TICKET_KEY"] = KEY;
  });
  afterEach(() => {
    if (before === undefined) delete process.env["RECOVERY_TICKET_KEY"];
    else process.env["RECOVERY_TICKET_KEY"] = before;
  });
  const judged = async (nonce: string, challengeAnswer: string, userName = "account-1") =>
    (await verify({ ...event({ privateChallengeParameters: { nonce }, challengeAnswer }), userName })).response["answerCorrect"];

  it("makes a nonce of its own for each challenge", async () => {
    const { response } = await create(event({}));
    expect(response["publicChallengeParameters"]).toEqual(response["privateChallengeParameters"]);
    expect((await create(event({}))).response["publicChallengeParameters"]).not.toEqual(response["publicChallengeParameters"]);
  });

  it("takes the ticket of this account and this nonce, and no other", async () => {
    expect(await judged("n1", recoveryTicket(KEY, "account-1", "n1"))).toBe(true);
    expect(await judged("n2", recoveryTicket(KEY, "account-1", "n1"))).toBe(false);
    expect(await judged("n1", recoveryTicket(KEY, "account-1", "n1"), "account-2")).toBe(false);
    expect(await judged("n1", recoveryTicket(`demo.${"x".repeat(43)}`, "account-1", "n1"))).toBe(false);
    expect(await judged("n1", "")).toBe(false);
    expect(await judged("", recoveryTicket(KEY, "account-1", ""))).toBe(false);
  });

  it("takes nothing without a key, not even what an empty key would sign", async () => {
    process.env["RECOVERY_TICKET_KEY"] = "";
    expect(await judged("n1", recoveryTicket("", "account-1", "n1"))).toBe(false);
  });
});
