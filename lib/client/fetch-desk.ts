// How the desk's pages reach the desk's routes. The desk has a session of its own, so it renews by its own route and leaves by its own door.
import { problemOf, readProblem } from "./read-problem";
import { ProblemError } from "./problem-error";

const ENDED: ReadonlySet<string> = new Set(["session_expired", "unauthenticated"]);

const send = (path: string, method: "GET" | "POST", body: unknown): Promise<Response> =>
  fetch(path, {
    ...{ method, credentials: "same-origin", cache: "no-store", redirect: "error" },
    headers: { accept: "application/json", ...(method === "GET" ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ProblemError(problemOf("unavailable", "none"));
  });

/**
 * Asks a route of the desk and answers its JSON. Throws ProblemError for every refusal and for a lost connection. When the operator's session cannot be
 * renewed the page leaves for the desk's sign-in and the promise never settles.
 */
export async function fetchDesk(path: `/api/ops/${string}`, method: "GET" | "POST" = "GET", body?: unknown): Promise<unknown> {
  const first = await send(path, method, body);
  if (first.ok) return first.json();
  const problem = await readProblem(first);
  if (first.status !== 401 || !ENDED.has(problem.problem.code)) throw problem;
  const renewal = await send("/api/ops/auth/refresh", "POST", {});
  if (renewal.status >= 500) throw new ProblemError(problemOf("unavailable", problem.problem.requestId));
  const second = renewal.ok ? await send(path, method, body) : renewal;
  if (second.ok) return second.json();
  const again = await readProblem(second);
  if (second.status !== 401) throw again;
  const door = new URL("/ops/sign-in", location.origin);
  door.searchParams.set("next", location.pathname);
  location.assign(door.href);
  return new Promise(() => undefined);
}
