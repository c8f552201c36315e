// A refusal as RFC 9457 puts it on the wire. Pure, so that every door (server, middleware, handler) says no in one form.
import { REFUSALS, type Problem, type Refusal } from "./refusal";

/** Status, headers and body of one refusal. */
export interface ProblemDocument {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Writes the problem document. Retry-After, WWW-Authenticate (RFC 9470 for step-up) and no-store come with it. */
export function problemDocument(refusal: Refusal, requestId: string): ProblemDocument {
  const { status, title } = REFUSALS[refusal.code];
  const problem: Problem = {
    type: `urn:holdfast:problem:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    requestId,
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
    ...(refusal.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: refusal.retryAfterSeconds }),
  };
  const challenge = challengeOf(refusal);
  return {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": requestId,
      ...(challenge === null ? {} : { "www-authenticate": challenge }),
      ...(refusal.retryAfterSeconds === undefined ? {} : { "retry-after": String(refusal.retryAfterSeconds) }),
    },
    body: JSON.stringify(problem),
  };
}

function challengeOf(refusal: Refusal): string | null {
  switch (refusal.code) {
    case "step_up_required": {
      const age = refusal.maxAgeSeconds === undefined ? "" : `, max_age="${refusal.maxAgeSeconds}"`;
      return `Bearer error="insufficient_user_authentication"${age}`;
    }
    case "session_expired":
      return 'Bearer error="invalid_token"';
    case "unauthenticated":
      return "Bearer";
    default:
      return null;
  }
}
