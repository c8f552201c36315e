// The first gate. Deny by default: what the manifest does not call public needs a verified access token, and what it does not list is nobody's.
// Handlers and pages ask again by themselves (ADR 001); this gate spares them the strangers and sets every page's headers.
import { NextResponse, type NextRequest } from "next/server";
import { findRoute, isOfDesk } from "@/lib/contracts/find-route";
import { OUTAGE_PAGE, plainPage, plainPagePolicy } from "@/lib/contracts/plain-page";
import { problemDocument } from "@/lib/contracts/problem-document";
import type { Refusal } from "@/lib/contracts/refusal";
import type { Route } from "@/lib/contracts/route-manifest";
import { NO_STORE, pageContentPolicy, securityHeaders } from "@/lib/contracts/security-headers";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { safeReturnPath, type Side } from "@/lib/identity/safe-return-path";
import { createClock } from "@/lib/server/clock/create-clock";
import { isDevelopment, settings } from "@/lib/server/env";
import { noteRefusedToken } from "@/lib/server/refused-tokens/note-refused-token";
import { bearerGateOf } from "@/lib/server/session/bearer-gates";
import { clientOfHeaders } from "@/lib/server/session/client-of-call";
import { COOKIES, OPS_COOKIES, readCookies } from "@/lib/server/session/cookies";
import { staffTokenGate } from "@/lib/server/tokens/staff-token-gate";
import { tokenGate } from "@/lib/server/tokens/token-gate";
import { verifyAccessToken } from "@/lib/server/tokens/verify-access-token";

export const config = { runtime: "nodejs", matcher: "/:path*" };

const STATIC = "/_next/static/";
// The front door has removed these already; they are removed again because a build may run behind another server.
const NEVER_FROM_OUTSIDE = /^(?:x-nonce|content-security-policy.*|x-middleware-.*|x-nextjs-data|next-action)$/;

export async function middleware(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  if (pathname.startsWith(STATIC)) return withHeaders(NextResponse.next());
  const requestId = request.headers.get("x-request-id") ?? crypto.randomUUID();
  const route = findRoute(pathname);
  const isApi = pathname === "/api" || pathname.startsWith("/api/");
  const refused = judgeForm(request, route) ?? judgeDesk(route) ?? (isPublic(route) ? null : await judgeCaller(request, route));
  // What is not there says so itself, in the look of every unknown address.
  if (refused && !(refused.code === "not_found" && !isApi))
    return withHeaders(isApi ? problem(refused, requestId, route) : leave(refused, request, requestId, route));
  return isApi ? forward(request, requestId, null) : page(request, requestId);
}

const isPublic = (route: Route | null): boolean => route?.audience === "public";

/** What can be said of a request before anybody asks who sent it. */
function judgeForm(request: NextRequest, route: Route | null): Refusal | null {
  if (!readCookies(request.headers.get("cookie")).ok) return { code: "malformed_request", detail: "A cookie was sent twice." };
  return isServed(request.method, route) ? null : { code: "method_not_allowed" };
}

/** Where no desk is served, nothing of it is there. */
const judgeDesk = (route: Route | null): Refusal | null =>
  route !== null && isOfDesk(route) && settings().desk === null ? { code: "not_found" } : null;

/** A row without methods answers every one of them as "not there", to those who may know. */
function isServed(method: string, route: Route | null): boolean {
  const served: readonly string[] = route?.methods ?? ["GET"];
  return served.length === 0 || served.includes(method === "HEAD" ? "GET" : method);
}

/** Deny by default: a row for bearers takes a bearer, a row of the desk an operator's cookie, and everything else a trader's. */
async function judgeCaller(request: NextRequest, route: Route | null): Promise<Refusal | null> {
  const gate = route === null ? null : bearerGateOf(route.audience);
  try {
    if (route !== null && gate !== null) return await gate.look({ route, headers: request.headers, nowSeconds: clock().nowSeconds() });
    return await judgeToken(request, route?.audience === "operator" ? "desk" : "trader");
  } catch (error) {
    if (error instanceof UnavailableError) return { code: "unavailable", retryAfterSeconds: 5 };
    throw error;
  }
}

/** Each side's cookie is judged by its own pool's keys; the other side's is not looked at. */
async function judgeToken(request: NextRequest, side: Side): Promise<Refusal | null> {
  const cookies = readCookies(request.headers.get("cookie"));
  const accessToken = cookies.ok ? cookies.value.get(side === "desk" ? OPS_COOKIES.access : COOKIES.access) : undefined;
  const gate = side === "desk" ? staffTokenGate() : tokenGate();
  if (!accessToken || gate === null) return { code: "unauthenticated" };
  const judged = await verifyAccessToken(accessToken, clock().nowSeconds(), gate.access);
  if (judged.ok) return null;
  const { refusal } = judged;
  const reason = refusal.code === "refused" ? refusal.check : refusal.code;
  noteRefusedToken({ gate: "first", reason, network: clientOfHeaders(request.headers).network });
  return { code: refusal.code === "refused" ? "unauthenticated" : "session_expired" };
}

const clock = () => createClock(settings().clockFile);

/** Strangers go to sign-in and expired sessions to their refresh; an outage is said plainly, so that nobody believes to be signed out. */
function leave(refused: Refusal, request: NextRequest, requestId: string, route: Route | null): Response {
  const isDesk = route !== null && isOfDesk(route);
  const here = encodeURIComponent(safeReturnPath(hereOf(request), isDesk ? "desk" : "trader"));
  if (refused.code === "unauthenticated") return seeOther(request, `${isDesk ? "/ops" : ""}/sign-in?next=${here}`);
  if (refused.code === "session_expired") return seeOther(request, `/api/${isDesk ? "ops/" : ""}auth/refresh?to=${here}`);
  return refused.code === "unavailable" ? outagePage() : problem(refused, requestId, null);
}

function outagePage(): Response {
  const nonce = freshNonce();
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": plainPagePolicy(nonce),
    "cache-control": NO_STORE,
    "retry-after": "5",
  };
  return new Response(plainPage(OUTAGE_PAGE, nonce), { status: 503, headers });
}

const freshNonce = (): string => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));

/** The address as the trader sees it: the router's own marker is no part of it. */
function hereOf(request: NextRequest): string {
  const query = new URLSearchParams(request.nextUrl.search);
  query.delete("_rsc");
  return query.size === 0 ? request.nextUrl.pathname : `${request.nextUrl.pathname}?${query.toString()}`;
}

/** Next wants an absolute address here and sends a relative one when it is our own. */
const seeOther = (request: NextRequest, path: string): Response =>
  NextResponse.redirect(new URL(path, request.nextUrl), { status: 303, headers: { "cache-control": NO_STORE } });

function problem(refusal: Refusal, requestId: string, route: Route | null): Response {
  const document = problemDocument(refusal, requestId);
  const served = (route?.methods ?? ["GET"]).flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  const allow: Record<string, string> = refusal.code === "method_not_allowed" ? { allow: served.join(", ") } : {};
  return new Response(document.body, { status: document.status, headers: { ...document.headers, ...allow } });
}

/** A page gets a nonce of its own; Next reads it from the request's policy and puts it on its scripts. */
function page(request: NextRequest, requestId: string): Response {
  const nonce = freshNonce();
  const policy = pageContentPolicy(nonce, isDevelopment);
  const response = withHeaders(forward(request, requestId, { nonce, policy }));
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", NO_STORE);
  response.headers.set("x-request-id", requestId);
  return response;
}

function forward(request: NextRequest, requestId: string, own: { readonly nonce: string; readonly policy: string } | null): NextResponse {
  const headers = new Headers([...request.headers].filter(([name]) => !NEVER_FROM_OUTSIDE.test(name)));
  headers.set("x-request-id", requestId);
  if (own !== null) headers.set("content-security-policy", own.policy);
  if (own !== null) headers.set("x-nonce", own.nonce);
  return NextResponse.next({ request: { headers } });
}

function withHeaders<Answer extends Response>(response: Answer): Answer {
  for (const [name, value] of Object.entries(securityHeaders(settings().appOrigin))) response.headers.set(name, value);
  return response;
}
