// Cognito's JSON 1.1 protocol at POST /. The only place where a CognitoException becomes an answer.
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { CognitoException } from "../protocol/cognito-exception";
import type { Operation } from "../protocol/define-operation";
import type { Call } from "../protocol/needs";
import { isFields, type Fields } from "../protocol/shapes";
import type { Fault } from "./fault-board";
import { findRequestPool } from "./find-request-pool";
import { recordTrail, type AnsweredCall } from "../trail/record-trail";
import { OPERATIONS } from "./operation-table";
import { readBody } from "./read-body";
import { sendJson } from "./send";
import { looksSigned } from "./looks-signed";
import { signedScope } from "./signed-scope";
import { needsOf, type TestPool } from "./test-pool";

const TARGET = /^AWSCognitoIdentityProviderService\.([A-Za-z]{1,64})$/;
const CONTENT_TYPE = "application/x-amz-json-1.1";

/** CORS as AWS answers it, so that Amplify works from a browser page of any origin. */
export function setProtocolCors(response: ServerResponse): void {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-expose-headers", "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date");
}

/** The preflight of a protocol call. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  setProtocolCors(response);
  const asked = request.headers["access-control-request-headers"] ?? "x-amz-target,x-amz-user-agent,cache-control,content-type";
  response.writeHead(200, {
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": asked,
    "access-control-max-age": "172800",
    "content-length": "0",
  });
  response.end();
}

function unknownOperation(name: string): CognitoException {
  const message = `The test pool does not implement ${name}.`;
  process.stderr.write(`TEST ONLY pool: ${message}\n`);
  return new CognitoException("UnknownOperationException", message);
}

function parseRequest(text: string | null): Fields {
  if (text === null) throw new CognitoException("SerializationException", "The request is too large.");
  let value: unknown = null;
  try {
    value = JSON.parse(text === "" ? "{}" : text);
  } catch {
    value = null;
  }
  if (!isFields(value)) throw new CognitoException("SerializationException", "The request is not a JSON object.");
  return value;
}

/** An administrator's call must look signed; nobody here could check the signature itself (status and name documented). */
function checkAccess(operation: Operation, request: IncomingMessage): void {
  if (operation.access === "signed" && !looksSigned(request.headers.authorization)) {
    throw new CognitoException("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
}

function callOf(request: IncomingMessage): Call {
  const userAgent = request.headers["x-amz-user-agent"] ?? request.headers["user-agent"];
  return {
    address: request.socket.remoteAddress ?? "",
    userAgent: typeof userAgent === "string" ? userAgent.slice(0, 256) : "",
    region: signedScope(request.headers.authorization).region,
  };
}

/** A new password that was demanded counts as account recovery (documented). */
function quotaOf(operation: Operation, fields: Fields): string {
  return fields["ChallengeName"] === "NEW_PASSWORD_REQUIRED" ? "UserAccountRecovery" : operation.quota;
}

/** Counts the request towards its pool's quota, and waits for keys of the pool that are still in the making. */
async function beforeAnswer({ needs, quotas }: TestPool, operation: Operation, fields: Fields): Promise<void> {
  const named = findRequestPool(needs.store, fields);
  if (named?.quotas === true) quotas.count(named.id, quotaOf(operation, fields), needs.clock.nowSeconds());
  if (named !== null) await needs.keys.settled(named.id);
}

type ReadCall = Omit<AnsweredCall, "answer" | "refusal">;

async function perform(pool: TestPool, read: ReadCall, call: Call): Promise<object> {
  const needs = needsOf(pool, call);
  try {
    const answer = await read.operation.answer(read.fields, needs);
    recordTrail(needs, { ...read, answer, refusal: null });
    return answer;
  } catch (refusal) {
    recordTrail(needs, { ...read, answer: null, refusal });
    throw refusal;
  } finally {
    pool.needs.store.commit(); // Failures count too: what changed is written before any answer leaves.
  }
}

async function answerRequest(pool: TestPool, name: string, request: IncomingMessage, requestId: string): Promise<object> {
  const operation = OPERATIONS.get(name);
  if (operation === undefined) throw unknownOperation(name);
  checkAccess(operation, request);
  const contentType = (request.headers["content-type"] ?? "").split(";")[0]?.trim();
  if (contentType !== CONTENT_TYPE) throw new CognitoException("SerializationException", `The content type must be ${CONTENT_TYPE}.`);
  const fields = parseRequest(await readBody(request));
  await beforeAnswer(pool, operation, fields);
  return perform(
    pool,
    { operation, fields, requestId, accessKeyId: signedScope(request.headers.authorization).accessKeyId },
    callOf(request),
  );
}

function sendException(response: ServerResponse, error: unknown): void {
  const isKnown = error instanceof CognitoException;
  if (!isKnown) process.stderr.write(`TEST ONLY pool: ${error instanceof Error ? (error.stack ?? error.message) : "unknown error"}\n`);
  const exception = isKnown ? error : new CognitoException("InternalErrorException", "Internal error in the test pool.", 500);
  response.setHeader("x-amzn-errortype", `${exception.name}:`);
  response.setHeader("x-amzn-errormessage", exception.message.replace(/[^\x20-\x7e]/g, "?"));
  sendJson(response, exception.status, { __type: exception.name, message: exception.message }, CONTENT_TYPE);
}

/** Acts out a fault; true when the call has got its answer, or none, by it. */
export async function strike(fault: Fault, response: ServerResponse): Promise<boolean> {
  if (fault.kind === "delay") {
    await sleep(fault.delayMs);
    return false;
  }
  if (fault.kind === "drop") response.destroy();
  else if (fault.kind === "garbage") response.writeHead(200, { "content-type": CONTENT_TYPE }).end("<html>not what you asked for");
  else if (fault.kind === "throttle") sendException(response, new CognitoException("TooManyRequestsException", "Rate exceeded"));
  else sendException(response, new CognitoException("InternalErrorException", "An armed fault of the test pool.", 500));
  return true;
}

/** Answers one protocol call. */
export async function serveProtocol(pool: TestPool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  setProtocolCors(response);
  const requestId = randomUUID();
  response.setHeader("x-amzn-requestid", requestId);
  const target = request.headers["x-amz-target"];
  const name = TARGET.exec(typeof target === "string" ? target : "")?.[1] ?? `the target ${JSON.stringify(target ?? "").slice(0, 100)}`;
  pool.requests.add(name, pool.needs.clock.nowMs());
  const fault = pool.faults.take(name);
  if (fault?.when === "before" && (await strike(fault, response))) return;
  try {
    const answer = await answerRequest(pool, name, request, requestId);
    if (fault?.when === "after" && (await strike(fault, response))) return;
    sendJson(response, 200, answer, CONTENT_TYPE);
  } catch (error) {
    sendException(response, error);
  }
}
