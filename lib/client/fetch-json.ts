// The one way browser code talks to our own API in JSON.
import { type Ask, fetchResponse } from "./fetch-response";
import { problemOf } from "./read-problem";
import { ProblemError } from "./problem-error";

/**
 * Fetches a path of our own origin and answers its JSON, or null for 204. Throws ProblemError for every refusal and for a lost
 * connection (code `unavailable`). When the session cannot be renewed the page leaves for sign-in and the promise never settles.
 */
export async function fetchJson(path: `/api/${string}`, ask: Ask = {}): Promise<unknown> {
  return readBody(await fetchResponse(path, ask));
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  return response.json().catch(() => {
    throw new ProblemError(problemOf("unavailable", response.headers.get("x-request-id") ?? "none"));
  });
}
