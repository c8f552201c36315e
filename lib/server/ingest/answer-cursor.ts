// How a write of ingest answers: where the index stands, as success or as a problem that carries it, so that the indexer needs no second question.
import "server-only";
import type { CursorDto } from "@/lib/contracts/ingest";
import { problemDocument } from "@/lib/contracts/problem-document";
import type { Result } from "@/lib/ground/result";

/** 200 with the cursor, or 409 `conflict` with it as the problem's own member `cursor` (RFC 9457 §3.2). */
export function answerCursor(stands: Result<CursorDto, CursorDto>, requestId: string): Response {
  if (stands.ok) return Response.json(stands.value);
  const { status, headers, body } = problemDocument({ code: "conflict", detail: "The index stands elsewhere." }, requestId);
  return new Response(JSON.stringify({ ...(JSON.parse(body) as object), cursor: stands.refusal }), { status, headers });
}
