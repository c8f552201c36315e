// What no answer of the product may ever be, whatever was asked.
import { headerOf, visibleText, type RawAnswer } from "./raw-answer";

const STACKS = [
  /\n\s+at [\w.<>[\] ]+ \(/,
  /node:internal/,
  /node_modules/,
  /\bTypeError\b/,
  /\bSyntaxError\b/,
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT/,
  /\bInvariant\b/,
  /\bZodError\b/,
  /canary-upstream/,
  /postgres(ql)?:\/\//,
  /\bSELECT\b.+\bFROM\b/,
];

/** A server error, an exception's text or a stack trace; null when there is none. A 503 is allowed where a part is really away. */
export function faultOf(answer: RawAnswer, allowed: { readonly unavailable?: boolean } = {}): string | null {
  const isOutage = allowed.unavailable === true && answer.status === 503;
  if (answer.status >= 500 && !isOutage) return `status ${String(answer.status)}`;
  const text = visibleText(answer);
  const stack = STACKS.find((pattern) => pattern.test(text) && !isScript(answer));
  return stack === undefined ? null : `shows ${String(stack)}`;
}

/** The stable code of a problem document, or null when the answer is none (media type and members included). */
export function problemCode(answer: RawAnswer): string | null {
  if (!headerOf(answer, "content-type")?.startsWith("application/problem+json")) return null;
  try {
    const { code, status, requestId, title, type } = JSON.parse(answer.text) as Record<string, unknown>;
    const isWhole =
      typeof code === "string" &&
      status === answer.status &&
      typeof requestId === "string" &&
      typeof title === "string" &&
      typeof type === "string";
    return isWhole ? code : null;
  } catch {
    return null;
  }
}

/** The name of a refusal in Cognito's own shape, as the proxy answers Amplify; null when the answer is none. */
export function exceptionName(answer: RawAnswer): string | null {
  try {
    const { __type: name, message } = JSON.parse(answer.text) as Record<string, unknown>;
    return typeof name === "string" && typeof message === "string" && answer.status >= 400 ? name : null;
  } catch {
    return null;
  }
}

const isScript = (answer: RawAnswer): boolean => headerOf(answer, "content-type")?.includes("javascript") ?? false;
