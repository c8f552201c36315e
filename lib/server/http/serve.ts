// The one wrapper of API handlers, and the only catch around them: manifest, method, origin, size, type, audience, then the handler.
// It relies on nothing in front of it; a build without middleware refuses the same.
import "server-only";
import { findRow } from "@/lib/contracts/find-route";
import { readOnlyRefusal } from "@/lib/contracts/read-only-sentence";
import type { Refusal } from "@/lib/contracts/refusal";
import type { Route } from "@/lib/contracts/route-manifest";
import { API_CONTENT_POLICY, NO_STORE, securityHeaders } from "@/lib/contracts/security-headers";
import { invariant } from "@/lib/ground/invariant";
import { operatorOfCall } from "@/lib/server/operators/operator-of-call";
import { clientOfCall, clientOfHeaders } from "@/lib/server/session/client-of-call";
import { traderOfCall } from "@/lib/server/session/trader-of-call";
import { readCookies } from "@/lib/server/session/cookies";
import { services } from "@/lib/server/services";
import type { Call, Handler, ServeOptions } from "./call";
import { judgeBody, judgeWrite } from "./judge-write";
import { problemResponse } from "./problem-response";
import { readBodyText, readJsonBody } from "./read-body";
import { refusalOfError } from "./refusal-of-error";
import { refuseCall } from "./refuse-call";
import { requestIdOf } from "./request-id";
import { bearerOf, personOf, refuseAbsentDesk } from "./resolve-caller";

type ServedMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";
interface RouteContext {
  /** Next gives none to a route without a dynamic segment, whatever its types say. */
  readonly params?: Promise<Record<string, string | string[] | undefined>> | undefined;
}
type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

/**
 * Serves the manifest's row `path` with one handler per method. Exports every method, so that what is not served is a 405 of ours.
 * Handlers must be exactly those of the row; anything else stops the build.
 */
export function serve(
  path: string,
  handlers: Readonly<Partial<Record<ServedMethod, Handler>>>,
  options: ServeOptions = {},
): Record<ServedMethod, RouteHandler> {
  const route = findRow(path);
  invariant(route?.kind === "handler", `${path} has no row in the route manifest`);
  invariant([...route.methods].sort().join() === Object.keys(handlers).sort().join(), `${path} serves other methods than its row says`);
  const served: RouteHandler = (request, context) => answer(route, handlers, options, request, context);
  return { GET: served, POST: served, PUT: served, PATCH: served, DELETE: served, HEAD: served, OPTIONS: served };
}

async function answer(
  route: Route,
  handlers: Readonly<Partial<Record<string, Handler>>>,
  options: ServeOptions,
  request: Request,
  context: RouteContext,
): Promise<Response> {
  const startedAtMs = performance.now();
  const requestId = requestIdOf(request.headers);
  const attempting = clientOfCall.run(clientOfHeaders(request.headers), () =>
    attempt(route, handlers, options, request, requestId, context),
  );
  const response = await attempting.catch((error: unknown) => {
    const refusal = refusalOfError(error);
    if (refusal === null) return crashed(route, requestId, error);
    if (refusal.code === "unavailable") services().log.warn("dependency_down", { requestId, route: route.path, cause: describe(error) });
    return (options.refusalResponse ?? problemResponse)(refusal, requestId, allowHeader(refusal, route));
  });
  finish(response.headers, requestId);
  services().log.info("call", {
    requestId,
    route: route.path,
    method: request.method,
    status: response.status,
    ms: Math.round(performance.now() - startedAtMs),
  });
  return response;
}

async function attempt(
  route: Route,
  handlers: Readonly<Partial<Record<string, Handler>>>,
  { admitsReadOnly = [] }: ServeOptions,
  request: Request,
  requestId: string,
  context: RouteContext,
): Promise<Response> {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const handler = handlers[request.method === "HEAD" ? "GET" : request.method];
  const { settings, clock } = services();
  refuseAbsentDesk(route);
  // A route that serves nothing tells a stranger only that it is not for strangers.
  const early = route.methods.length === 0 ? await personOf(route, request) : null;
  if (!handler) return refuseCall({ code: route.methods.length === 0 ? "not_found" : "method_not_allowed" });
  // A program is judged before its body is; a browser's write must first be ours at all.
  const bearer = await bearerOf(route, request);
  const unfit = isRead
    ? null
    : bearer === null
      ? judgeWrite(request.headers, route, settings.appOrigin)
      : judgeBody(request.headers, route);
  if (unfit) return refuseCall(unfit);
  if (!readCookies(request.headers.get("cookie")).ok) return refuseCall({ code: "malformed_request", detail: "A cookie was sent twice." });
  const person = early ?? (await personOf(route, request));
  const admitted = person !== null && "trader" in person ? person.trader : null;
  const operator = person !== null && "operator" in person ? person.operator : null;
  // A session that may only look must not move anything, whichever handler it finds; so this stands here and not in each of them.
  const readOnlyReason = admitted?.readOnlyReason ?? null;
  const isWayBack = readOnlyReason === "frozen" && route.isOpenWhenFrozen;
  if (!isRead && readOnlyReason !== null && !isWayBack && !admitsReadOnly.includes(readOnlyReason))
    return refuseCall(readOnlyRefusal(readOnlyReason));
  const call: Call = {
    request,
    requestId,
    params: singleParams((await context.params) ?? {}),
    nowSeconds: clock.nowSeconds(),
    get trader() {
      invariant(admitted !== null, `${route.path} asks for a trader but its audience is ${route.audience}`);
      return admitted;
    },
    get operator() {
      invariant(operator !== null, `${route.path} asks for an operator but its audience is ${route.audience}`);
      return operator;
    },
    get bearer() {
      invariant(bearer !== null, `${route.path} asks for a bearer but its audience is ${route.audience}`);
      return bearer;
    },
    json: (schema) => readJsonBody(request, route.bodyMaxBytes, schema),
    text: () => readBodyText(request, route.bodyMaxBytes),
  };
  if (operator !== null) return operatorOfCall.run(operator, () => handler(call));
  return admitted === null ? handler(call) : traderOfCall.run(admitted, () => handler(call));
}

const singleParams = (params: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));

const allowHeader = (refusal: Refusal, route: Route): Record<string, string> =>
  refusal.code === "method_not_allowed"
    ? { allow: route.methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ") }
    : {};

const describe = (error: unknown): string => (error instanceof Error ? error.message : "unknown");

function crashed(route: Route, requestId: string, error: unknown): Response {
  services().log.error("bug", { requestId, route: route.path }, error);
  const body = {
    type: "urn:holdfast:problem:internal_error",
    title: "Something went wrong on our side.",
    status: 500,
    code: "internal_error",
    requestId,
  };
  return new Response(JSON.stringify(body), { status: 500, headers: { "content-type": "application/problem+json" } });
}

/** Headers of every API answer. A handler that sets its own policy or caching for a page of its own keeps it. */
function finish(headers: Headers, requestId: string): void {
  for (const [name, value] of Object.entries(securityHeaders(services().settings.appOrigin))) headers.set(name, value);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", API_CONTENT_POLICY);
  headers.set("cache-control", NO_STORE);
  headers.set("x-request-id", requestId);
}
