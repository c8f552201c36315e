// Runs one Lambda handler in this process as Lambda would: values cross as JSON, and nobody waits for ever.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { TriggerEvent, TriggerHandler } from "./triggers";

/** What a handler that missed its deadline is counted as. */
export const TOO_LATE = Symbol("too late");

const throughJson = (value: unknown): unknown => (value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown));

function after(deadlineMs: number) {
  const controller = new AbortController();
  const promise = sleep(deadlineMs, TOO_LATE, { signal: controller.signal }).catch(() => TOO_LATE);
  return { promise, cancel: () => controller.abort() };
}

function toError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

function start(handler: TriggerHandler, event: TriggerEvent, deadlineMs: number): Promise<unknown> {
  const endsAtMs = performance.now() + deadlineMs;
  return new Promise((resolve, reject) => {
    const context = {
      functionName: typeof event["triggerSource"] === "string" ? event["triggerSource"] : "",
      awsRequestId: randomUUID(),
      getRemainingTimeInMillis: () => Math.max(0, endsAtMs - performance.now()),
    };
    const returned = handler(event, context, (error, answer) => {
      if (error === undefined || error === null) resolve(answer);
      else reject(toError(error));
    });
    // A handler that takes the callback and returns nothing answers later, by the callback.
    if (returned !== undefined || handler.length < 3) resolve(returned);
  });
}

/** The handler's answer as JSON gives it back, or TOO_LATE after `deadlineMs` of real time. Rejects with what the handler threw. */
export async function invokeHandler(handler: TriggerHandler, event: TriggerEvent, deadlineMs: number): Promise<unknown> {
  const { promise: late, cancel } = after(deadlineMs);
  try {
    const answer = await Promise.race([start(handler, throughJson(event) as TriggerEvent, deadlineMs), late]);
    return answer === TOO_LATE ? TOO_LATE : throughJson(answer);
  } finally {
    cancel();
  }
}
