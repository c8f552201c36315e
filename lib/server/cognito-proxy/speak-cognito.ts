// Answers one admitted call in the Cognito protocol: one allowed operation, JSON that Amplify can parse, and the cookies that the
// operation made. Together with the wrapper of the route it is the only place here that catches.
import "server-only";
import { setTimeout as wait } from "node:timers/promises";

import type { Refusal } from "@/lib/contracts/refusal";
import { REFUSALS } from "@/lib/contracts/refusal";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { evenDelayMs } from "@/lib/identity/even-delay";
import { networkOfAddress } from "@/lib/identity/network-of-address";
import { parseJsonObject } from "@/lib/identity/strict-json";
import { settings } from "@/lib/server/env";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import { readCookies } from "@/lib/server/session/cookies";
import { CognitoException, requestRefused, sessionEnded, sessionStale, unavailable } from "./cognito-exception";
import type { Operation } from "./define-operation";
import type { Exchange, Flow } from "./exchange";

const CONTENT_TYPE = "application/x-amz-json-1.1";
const USER_AGENT_CHARACTERS_MAX = 512;
const ADDRESS = /^[0-9a-fA-F:.]{3,45}$/;

/** What the route's wrapper has judged: method, origin, fetch metadata, size, media type, cookies. */
export interface AdmittedCall {
  readonly request: Request;
  readonly requestId: string;
  readonly nowSeconds: number;
  text(): Promise<string>;
}

/** One way into the protocol: the operations that exist there, and what its sign-ins are for. */
export interface Door {
  /** The operation that an `X-Amz-Target` header names exactly, or null. */
  find(target: string | null): Operation | null;
  readonly flow: Flow;
  /** Writes what an operation came to. Never throws: the record does not decide. */
  record(exchange: Exchange): Promise<void>;
}

function answer(status: number, body: object, headers: Readonly<Record<string, string>>, cookies: readonly string[]): Response {
  const response = new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": CONTENT_TYPE, "cache-control": "private, no-store", ...headers },
  });
  for (const line of cookies) response.headers.append("set-cookie", line);
  return response;
}

function exceptionResponse(exception: CognitoException, headers: Readonly<Record<string, string>>, cookies: readonly string[]): Response {
  const { name, message, status } = exception;
  return answer(status, { __type: name, message }, { "x-amzn-errortype": name, ...headers }, cookies);
}

/** The wrapper's own refusals in Cognito's shape, so that Amplify never meets a document it cannot read. */
export function cognitoRefusal(refusal: Refusal, requestId: string, given: Readonly<Record<string, string>>): Response {
  const headers = { "x-amzn-requestid": requestId, ...given };
  const { status, title } = REFUSALS[refusal.code];
  if (refusal.code === "unavailable") return exceptionResponse(unavailable(true), { "retry-after": "5", ...headers }, []);
  // Amplify shows names; a page must be able to tell a session that it can renew from one that is over.
  if (refusal.code === "session_expired") return exceptionResponse(sessionStale(), headers, []);
  if (refusal.code === "unauthenticated") return exceptionResponse(sessionEnded(), headers, []);
  return exceptionResponse(requestRefused(refusal.detail ?? title, status), headers, []);
}

function openExchange(call: AdmittedCall, clientAddress: string, operation: string, flow: Flow): Exchange {
  const { headers } = call.request;
  const cookieHeader = headers.get("cookie");
  const cookies = readCookies(cookieHeader);
  if (!cookies.ok) throw requestRefused("This browser sent a cookie of ours twice.", 400);
  const address = ADDRESS.test(clientAddress) ? clientAddress : null;
  return {
    requestId: call.requestId,
    operation,
    flow,
    nowSeconds: call.nowSeconds,
    cookieHeader,
    cookies: cookies.value,
    userAgent: (headers.get("user-agent") ?? "").slice(0, USER_AGENT_CHARACTERS_MAX),
    clientAddress: address,
    network: networkOfAddress(address),
    setCookies: [],
    outcomes: [],
  };
}

function exceptionFor(cause: unknown, operation: Operation, requestId: string): CognitoException {
  if (cause instanceof CognitoException) return cause;
  const { log } = services();
  const isOutage = cause instanceof UnavailableError;
  if (isOutage) log.warn("proxy_dependency_down", { requestId, dependency: cause.dependency, operation: operation.name });
  else log.error("proxy_failed", { requestId, operation: operation.name }, cause);
  return unavailable(isOutage && operation.isRepeatable);
}

/** Performs the operation of `door` that X-Amz-Target names exactly; `clientAddress` is as the front door wrote it. Throws RefusalError for a body over the cap; everything else is an answer. */
export async function speakCognito(call: AdmittedCall, clientAddress: string, door: Door): Promise<Response> {
  const startedAtMs = performance.now();
  const { headers } = call.request;
  const operation = headers.get("content-type") === null ? null : door.find(headers.get("x-amz-target"));
  if (operation === null) return exceptionResponse(requestRefused("This operation is not offered."), {}, []);
  const body = parseJsonObject(await call.text());
  if (!body) return exceptionResponse(requestRefused("The request could not be read.", 400), {}, []);
  const exchange = openExchange(call, clientAddress, operation.name, door.flow);
  const response = await performed(operation, body, exchange, door);
  if (operation.answersEvenly) await wait(Math.ceil(evenDelayMs(performance.now() - startedAtMs, settings().authAnswerMsMin)));
  return response;
}

async function performed(operation: Operation, body: object, exchange: Exchange, door: Door): Promise<Response> {
  const headers = { "x-amzn-requestid": exchange.requestId };
  try {
    return answer(200, await operation.perform(body, exchange), headers, exchange.setCookies);
  } catch (cause) {
    if (cause instanceof RefusalError) throw cause;
    return exceptionResponse(exceptionFor(cause, operation, exchange.requestId), headers, exchange.setCookies);
  } finally {
    await door.record(exchange);
  }
}
