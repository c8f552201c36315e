// Fires one trigger: Lambda's event goes in, the `response` that the handler filled in comes out, and failures get Cognito's names.
import { CognitoException } from "../protocol/cognito-exception";
import { isFields, type Fields } from "../protocol/shapes";
import type { TriggerName } from "../store/settings-records";
import { invokeHandler, TOO_LATE } from "./invoke-handler";
import type { TriggerContext } from "./trigger-context";
import type { TriggerEvent, TriggerHandler } from "./triggers";

/** One firing of a trigger, before the fields that every event has. */
export interface TriggerCall {
  readonly name: TriggerName;
  readonly source: string;
  readonly version?: "1" | "2" | "3";
  readonly request: Fields;
  readonly response: Fields;
}

/** What an answer must bring back beside `response`: leaving one out is refused (observed by a third party). */
const COMMON_FIELDS = ["version", "triggerSource", "region", "userPoolId", "userName", "callerContext", "request"];

/** The answer is no event, or says something in `response` that the trigger cannot say (message observed). */
export function unrecognizable(): CognitoException {
  return new CognitoException("InvalidLambdaResponseException", "Unrecognizable lambda output");
}

/** The function behind the trigger cannot be reached or does not answer in time (form of the message observed). */
function notInvoked(name: TriggerName, reason: string): CognitoException {
  return new CognitoException("UnexpectedLambdaException", `${name} invocation failed due to error ${reason}.`);
}

/** An error that the handler throws is told to the caller with its message (observed). */
function failed(name: TriggerName, error: unknown): CognitoException {
  const message = error instanceof Error ? error.message : String(error);
  return new CognitoException("UserLambdaValidationException", `${name} failed with error ${message}.`);
}

function eventOf({ pool, userName, clientId }: TriggerContext, { source, version = "1", request, response }: TriggerCall): TriggerEvent {
  return {
    version,
    triggerSource: source,
    region: pool.region,
    userPoolId: pool.id,
    userName,
    // The pool says which SDK called only as "unknown" (observed).
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: clientId ?? "CLIENT_ID_NOT_APPLICABLE" },
    request,
    response,
  };
}

/** The handler of the trigger. One that was handed in for the pool is active, whether or not the pool's settings name it (assumed). */
function findHandler({ needs, pool }: TriggerContext, name: TriggerName): TriggerHandler | null {
  const handler = needs.triggers.handlerOf(pool.id, name);
  // A trigger that the pool names without a function fails as a Lambda function that does not exist (error's name assumed).
  if (handler === null && pool.triggers.includes(name)) throw notInvoked(name, "ResourceNotFoundException");
  return handler;
}

async function answerOf(context: TriggerContext, call: TriggerCall, handler: TriggerHandler): Promise<unknown> {
  const { deadlineMs, attemptsMax } = context.needs.triggers;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const answer = await invokeHandler(handler, eventOf(context, call), deadlineMs).catch((error: unknown) => {
      throw failed(call.name, error);
    });
    if (answer !== TOO_LATE) return answer;
  }
  throw notInvoked(call.name, "Socket timeout while invoking Lambda function");
}

/**
 * The `response` that the pool's handler answered, or null where the pool has no such trigger. Refuses with UserLambdaValidationException
 * when the handler throws, UnexpectedLambdaException when it is late every time, InvalidLambdaResponseException when it answers no event.
 */
export async function runTrigger(context: TriggerContext, call: TriggerCall): Promise<Fields | null> {
  const handler = findHandler(context, call.name);
  if (handler === null) return null;
  const answer = await answerOf(context, call, handler);
  if (!isFields(answer) || !isFields(answer["response"])) throw unrecognizable();
  if (COMMON_FIELDS.some((name) => answer[name] === undefined)) throw unrecognizable();
  return answer["response"];
}
