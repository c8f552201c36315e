// The two ways to ask for a refresh: our browser code (JSON) and the page between (a form, hence a navigation).
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { safeReturnPath } from "@/lib/identity/safe-return-path";
import { refreshFromCookies } from "@/lib/server/session/refresh-from-cookies";
import { sessionDto } from "@/lib/server/session/session-dto";
import type { Call } from "./call";
import { problemResponse } from "./problem-response";
import { mediaTypeOf } from "./judge-write";
import { refreshPage, refreshUnavailablePage } from "./refresh-page";

const RETRY_AFTER_SECONDS = 5;

/** Shows the page that posts once. Changes nothing. */
export function showRefreshPage({ request }: Call): Response {
  return refreshPage(safeReturnPath(new URL(request.url).searchParams.get("to")));
}

/** Refreshes once: 200 with the session or 401 for our browser code; 303 to the page or to sign-in for a form. Never in circles. */
export async function answerRefresh(call: Call): Promise<Response> {
  const isForm = mediaTypeOf(call.request.headers.get("content-type") ?? "") === "application/x-www-form-urlencoded";
  return isForm ? answerForm(call) : answerFetch(call);
}

async function answerFetch({ request, requestId, nowSeconds }: Call): Promise<Response> {
  const refreshed = await refreshFromCookies(request.headers.get("cookie"));
  if (refreshed.ok) return withCookies(Response.json(sessionDto(refreshed.value.trader, nowSeconds)), refreshed.value.setCookies);
  const { code, setCookies } = refreshed.refusal;
  const refusal: Refusal = code === "unavailable" ? { code, retryAfterSeconds: RETRY_AFTER_SECONDS } : { code };
  return withCookies(problemResponse(refusal, requestId), setCookies);
}

async function answerForm(call: Call): Promise<Response> {
  const to = safeReturnPath(new URLSearchParams(await call.text()).get("to"));
  try {
    const refreshed = await refreshFromCookies(call.request.headers.get("cookie"));
    if (refreshed.ok) return withCookies(seeOther(to), refreshed.value.setCookies);
    const { code, setCookies } = refreshed.refusal;
    const answer = code === "unavailable" ? refreshUnavailablePage(to) : seeOther(`/sign-in?next=${encodeURIComponent(to)}`);
    return withCookies(answer, setCookies);
  } catch (error) {
    // A person is looking at this, so an outage is a page and not a JSON document.
    if (error instanceof UnavailableError) return refreshUnavailablePage(to);
    throw error;
  }
}

const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location } });

function withCookies(response: Response, setCookies: readonly string[]): Response {
  for (const line of setCookies) response.headers.append("set-cookie", line);
  return response;
}
