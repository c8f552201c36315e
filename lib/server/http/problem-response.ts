// A refusal as a web Response.
import "server-only";
import { problemDocument } from "@/lib/contracts/problem-document";
import type { Refusal } from "@/lib/contracts/refusal";

/** The problem document of a refusal (RFC 9457), never cached. `headers` may add what only the caller knows, such as Allow. */
export function problemResponse(refusal: Refusal, requestId: string, headers: Readonly<Record<string, string>> = {}): Response {
  const document = problemDocument(refusal, requestId);
  return new Response(document.body, { status: document.status, headers: { ...document.headers, ...headers } });
}
