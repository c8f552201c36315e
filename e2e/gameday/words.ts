// Answers of the product as the words of the game day. A word that no cell expects is a finding: "signed out", "500", "no answer".
import { faultOf, problemCode, exceptionName } from "../support/answer-faults";
import type { CognitoAnswer } from "../support/cognito-calls";
import { headerOf, headersOf, type RawAnswer } from "../support/raw-answer";

/** Longer than any documented wait: 5 s of the pool, 3 s for a connection and 5 s for a statement follow one another at worst. */
export const ANSWER_MS_MAX = 11_000;

const clearsCookies = (answer: RawAnswer): boolean => headersOf(answer, "set-cookie").some((line) => /Max-Age=0/i.test(line));

/** `good` for a 2xx, "unavailable" for the documented 503, "must renew" for an access token past its end. */
export function wordOf(answer: RawAnswer, good: string): string {
  if (clearsCookies(answer)) return "signed out";
  const fault = faultOf(answer, { unavailable: true });
  if (fault !== null) return fault;
  const location = headerOf(answer, "location") ?? "";
  if (location.includes("/sign-in")) return "signed out";
  if (location.includes("/api/auth/refresh")) return "must renew";
  if (answer.status === 401) return problemCode(answer) === "session_expired" ? "must renew" : "signed out";
  if (answer.status === 503 || answer.status === 429) return wordOfOutage(answer);
  if (answer.status >= 200 && answer.status < 300) return saysUnavailable(answer) ? "unavailable" : good;
  return `${String(answer.status)} ${problemCode(answer) ?? ""}`.trim();
}

/** An outage says when to come again, in a form that its reader understands. */
function wordOfOutage(answer: RawAnswer): string {
  if (headerOf(answer, "retry-after") === null) return `${String(answer.status)} without Retry-After`;
  const isPage = headerOf(answer, "content-type")?.startsWith("text/html") ?? false;
  const code = problemCode(answer);
  return isPage || code === "unavailable" || code === "rate_limited"
    ? "unavailable"
    : `${String(answer.status)} ${code ?? "without a code"}`;
}

// A page has begun before its queries fail, so it says it in its words.
const saysUnavailable = (answer: RawAnswer): boolean => answer.text.includes("We cannot show this right now");

/** The same for what the proxy answers in Cognito's protocol. */
export function wordOfCognito({ ok, answer }: CognitoAnswer, good: string): string {
  if (ok) return good;
  const fault = faultOf(answer, { unavailable: true });
  if (fault !== null) return fault;
  const name = exceptionName(answer) ?? String(answer.status);
  return /^(UnavailableException|TooManyRequestsException|RateLimitedException)$/.test(name) ? "unavailable" : name;
}

export interface Said {
  readonly word: string;
  readonly ms: number;
}

/** Asks and measures; silence and lateness are words too. */
export async function timed(ask: () => Promise<string>): Promise<Said> {
  const startedAt = performance.now();
  const word = await ask().catch((error: unknown) => `no answer (${error instanceof Error ? error.message.slice(0, 80) : "unknown"})`);
  const ms = performance.now() - startedAt;
  return { word: ms > ANSWER_MS_MAX ? `${word}, but only after ${String(Math.round(ms))} ms` : word, ms };
}
