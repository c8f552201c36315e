// The two ways to ask for a refresh: our browser code (JSON) and the page between (a form, hence a navigation). Traders and the desk ask alike.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { accept, type Result } from "@/lib/ground/result";
import { safeReturnPath, type Side } from "@/lib/identity/safe-return-path";
import { refreshFromCookies, type RefreshRefusal } from "@/lib/server/session/refresh-from-cookies";
import { sessionDto } from "@/lib/server/session/session-dto";
import type { Call } from "./call";
import { problemResponse } from "./problem-response";
import { mediaTypeOf } from "./judge-write";
import { refreshPage, refreshUnavailablePage, type RefreshAction } from "./refresh-page";

/** Whose refresh it is: where its form posts to, where a refusal leads, and how it is done. */
export interface RefreshDoor {
  readonly action: RefreshAction;
  readonly side: Side;
  readonly signIn: string;
  /** Answers what the browser may know of the renewed session, with its cookies. Throws UnavailableError on an outage. */
  refresh(
    cookieHeader: string | null,
    nowSeconds: number,
  ): Promise<Result<{ readonly session: object; readonly setCookies: readonly string[] }, RefreshRefusal>>;
}

const TRADERS: RefreshDoor = {
  ...{ action: "/api/auth/refresh", side: "trader", signIn: "/sign-in" },
  refresh: async (cookieHeader, nowSeconds) => {
    const refreshed = await refreshFromCookies(cookieHeader);
    if (!refreshed.ok) return refreshed;
    const { trader, setCookies } = refreshed.value;
    return accept({ session: sessionDto(trader, nowSeconds), setCookies });
  },
};

const RETRY_AFTER_SECONDS = 5;

/** Shows the page that posts once. Changes nothing. */
export function showRefreshPage({ request }: Pick<Call, "request">, { side, action }: RefreshDoor = TRADERS): Response {
  return refreshPage(safeReturnPath(new URL(request.url).searchParams.get("to"), side), action);
}

/** Refreshes once: 200 with the session or 401 for our browser code; 303 to the page or to sign-in for a form. Never in circles. */
export async function answerRefresh(call: Call, door: RefreshDoor = TRADERS): Promise<Response> {
  const isForm = mediaTypeOf(call.request.headers.get("content-type") ?? "") === "application/x-www-form-urlencoded";
  return isForm ? answerForm(call, door) : answerFetch(call, door);
}

async function answerFetch({ request, requestId, nowSeconds }: Call, door: RefreshDoor): Promise<Response> {
  const refreshed = await door.refresh(request.headers.get("cookie"), nowSeconds);
  if (refreshed.ok) return withCookies(Response.json(refreshed.value.session), refreshed.value.setCookies);
  const { code, setCookies } = refreshed.refusal;
  const refusal: Refusal = code === "unavailable" ? { code, retryAfterSeconds: RETRY_AFTER_SECONDS } : { code };
  return withCookies(problemResponse(refusal, requestId), setCookies);
}

async function answerForm(call: Call, door: RefreshDoor): Promise<Response> {
  const to = safeReturnPath(new URLSearchParams(await call.text()).get("to"), door.side);
  try {
    const refreshed = await door.refresh(call.request.headers.get("cookie"), call.nowSeconds);
    if (refreshed.ok) return withCookies(seeOther(to), refreshed.value.setCookies);
    const { code, setCookies } = refreshed.refusal;
    const answer =
      code === "unavailable" ? refreshUnavailablePage(to, door.action) : seeOther(`${door.signIn}?next=${encodeURIComponent(to)}`);
    return withCookies(answer, setCookies);
  } catch (error) {
    // A person is looking at this, so an outage is a page and not a JSON document.
    if (error instanceof UnavailableError) return refreshUnavailablePage(to, door.action);
    throw error;
  }
}

const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location } });

function withCookies(response: Response, setCookies: readonly string[]): Response {
  for (const line of setCookies) response.headers.append("set-cookie", line);
  return response;
}
