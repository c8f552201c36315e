// How browser code reaches our own API. It renews an ended session once per call and otherwise leaves for sign-in; cookies travel by themselves, and it
// never adds anything that a script could read.
import { problemOf, readProblem } from "./read-problem";
import { ProblemError } from "./problem-error";
import { renewSession } from "./renew-session";
import { endedBy } from "./session-ends";
import { sideOfApi } from "./side";
import { signInAddress } from "./sign-in-address";

export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends a call whose answer nobody waits for any more. */
  readonly signal?: AbortSignal;
}

const ENDED: ReadonlySet<string> = new Set(["session_expired", "unauthenticated"]);

/**
 * Fetches a path of our own origin and answers what came, its body unread. Throws ProblemError for every refusal and for a lost connection (code
 * `unavailable`). When the session cannot be renewed the page leaves for sign-in and the promise never settles.
 */
export async function fetchResponse(path: `/api/${string}`, ask: Ask = {}): Promise<Response> {
  const first = await send(path, ask);
  if (first.ok) return first;
  const problem = await readProblem(first);
  if (first.status !== 401 || !ENDED.has(problem.problem.code)) throw problem;
  const renewal = await renewSession(sideOfApi(path));
  if (renewal === "unavailable") throw new ProblemError(problemOf("unavailable", problem.problem.requestId));
  if (renewal === "refused") return leaveForSignIn();
  const second = await send(path, ask);
  if (second.ok) return second;
  const again = await readProblem(second);
  if (second.status === 401 && ENDED.has(again.problem.code)) return leaveForSignIn();
  throw again;
}

async function send(path: string, { method = "GET", body, headers = {}, signal }: Ask): Promise<Response> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const type: Record<string, string> = method === "GET" ? {} : { "content-type": "application/json" };
  return fetch(path, {
    method,
    ...json,
    headers: { accept: "application/json", ...type, ...headers },
    credentials: "same-origin",
    cache: "no-store",
    redirect: "error",
    ...(signal === undefined ? {} : { signal }),
  }).catch(() => {
    throw new ProblemError(problemOf("unavailable", "none"));
  });
}

function leaveForSignIn(): Promise<never> {
  location.assign(signInAddress(location.pathname + location.search, endedBy()));
  return new Promise(() => undefined);
}
