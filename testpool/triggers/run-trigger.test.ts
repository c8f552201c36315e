import { describe, expect, test } from "vitest";
import { refusalOf } from "../testing/drive-pool";
import { TRIGGER_POOL, triggerContext } from "../testing/trigger-context";
import { postConfirmation } from "./post-confirmation";
import { preSignUp } from "./pre-sign-up";
import type { TriggerEvent, TriggerHandler } from "./triggers";

const fire = (handler: TriggerHandler, patience = {}) =>
  preSignUp(triggerContext({ PreSignUp: handler }, {}, {}, patience), "PreSignUp_SignUp");
const confirm = (event: TriggerEvent) => ({ ...event, response: { autoConfirmUser: true } });
const CONFIRMED = { autoConfirmUser: true, autoVerifyEmail: false, autoVerifyPhone: false };

describe("a trigger", () => {
  test("is told of the call in Lambda's own event", async () => {
    let told: TriggerEvent | null = null;
    const handler = async (event: TriggerEvent) => {
      told = event;
      return event;
    };
    const context = triggerContext({ PreSignUp: handler }, { clientMetadata: { from: "web" }, validationData: { token: "x" } });
    await preSignUp(context, "PreSignUp_SignUp");
    expect(told).toEqual({
      version: "1",
      triggerSource: "PreSignUp_SignUp",
      region: "eu-central-1",
      userPoolId: TRIGGER_POOL,
      userName: "ann",
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "client" },
      request: { userAttributes: { email: "ann@example.test" }, validationData: { token: "x" }, clientMetadata: { from: "web" } },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
  });

  test("of an administrator's call names no client", async () => {
    let told: TriggerEvent | null = null;
    const handler = (event: TriggerEvent) => (told = event);
    await preSignUp(triggerContext({ PreSignUp: handler }, { clientId: null }), "PreSignUp_AdminCreateUser");
    expect(told).toMatchObject({ callerContext: { clientId: "CLIENT_ID_NOT_APPLICABLE" }, request: { validationData: null } });
  });

  test("answers by a promise, by its value or by Lambda's callback", async () => {
    expect(await fire(async (event) => confirm(event))).toEqual(CONFIRMED);
    expect(await fire(confirm)).toEqual(CONFIRMED);
    const byCallback: TriggerHandler = (event, _context, callback) => {
      setTimeout(() => callback(null, confirm(event)), 1);
    };
    expect(await fire(byCallback)).toEqual(CONFIRMED);
    const failing: TriggerHandler = (_event, _context, callback) => callback(new Error("by callback"));
    expect(await refusalOf(fire(failing))).toEqual({
      name: "UserLambdaValidationException",
      message: "PreSignUp failed with error by callback.",
    });
  });

  test("may change the event that it was handed, and nothing else of the pool", async () => {
    const validationData = { kept: "yes" };
    const handler: TriggerHandler = (event) => {
      (event.response as { autoConfirmUser: boolean }).autoConfirmUser = true;
      (event.request["validationData"] as { kept: string }).kept = "no";
      return event;
    };
    expect(await preSignUp(triggerContext({ PreSignUp: handler }, { validationData }), "PreSignUp_SignUp")).toEqual(CONFIRMED);
    expect(validationData).toEqual({ kept: "yes" });
  });

  test("that throws refuses the call with its message", async () => {
    for (const handler of [
      async () => Promise.reject(new Error("not you")),
      (): never => {
        throw new Error("not you");
      },
    ]) {
      expect(await refusalOf(fire(handler))).toEqual({
        name: "UserLambdaValidationException",
        message: "PreSignUp failed with error not you.",
      });
    }
  });

  test("that is late is invoked again, and late three times is refused", async () => {
    let invocations = 0;
    const lateTwice: TriggerHandler = async (event) => {
      invocations += 1;
      if (invocations < 3) await new Promise((resolve) => setTimeout(resolve, 200));
      return confirm(event);
    };
    expect(await fire(lateTwice, { deadlineMs: 40 })).toEqual(CONFIRMED);
    expect(invocations).toBe(3);
    let remaining = 0;
    const never: TriggerHandler = (_event, context) => {
      remaining = context.getRemainingTimeInMillis();
      return new Promise(() => undefined);
    };
    expect(await refusalOf(fire(never, { deadlineMs: 10 }))).toEqual({
      name: "UnexpectedLambdaException",
      message: "PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.",
    });
    expect(remaining).toBeGreaterThan(0);
  });

  test("has five seconds unless told otherwise", () => {
    expect(triggerContext({}).needs.triggers).toMatchObject({ deadlineMs: 5000, attemptsMax: 3 });
  });

  const without = (name: string) => (event: TriggerEvent) => {
    const { [name]: _dropped, ...rest } = event as Record<string, unknown>;
    return rest;
  };
  test.each<[string, TriggerHandler]>([
    ["nothing", async () => undefined],
    ["no event", () => "done"],
    ["no response", without("response")],
    ["no request", without("request")],
    ["no common field", without("userPoolId")],
    ["another kind", (event) => ({ ...event, response: { autoConfirmUser: "yes" } })],
    ["proof of a number that nobody gave", (event) => ({ ...event, response: { autoVerifyPhone: true } })],
  ])("that answers %s is refused as unrecognizable", async (_what, handler) => {
    expect(await refusalOf(fire(handler))).toEqual({ name: "InvalidLambdaResponseException", message: "Unrecognizable lambda output" });
    expect(await fire((event) => event)).toEqual({ ...CONFIRMED, autoConfirmUser: false });
  });

  test("that the pool names needs a function; without a name and a function nothing happens", async () => {
    const named = triggerContext({}, {}, { triggers: ["PostConfirmation"] });
    const refusal = await refusalOf(postConfirmation(named, "PostConfirmation_ConfirmSignUp"));
    expect(refusal.name).toBe("UnexpectedLambdaException");
    await postConfirmation(triggerContext({}), "PostConfirmation_ConfirmSignUp");
  });
});
