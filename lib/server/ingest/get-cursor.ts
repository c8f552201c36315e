// GET /api/ingest/cursor: where the indexer goes on.
import "server-only";
import { CURSOR_QUERY, type CursorDto } from "@/lib/contracts/ingest";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { ingestParts, type IngestParts } from "./ingest-parts";
import { readCursor } from "./read-cursor";

/** The cursor of `?network=`; `?before=` asks for kept blocks further back. Refuses `invalid_request` for any other query. */
export async function getCursor(query: URLSearchParams, { database }: IngestParts = ingestParts()): Promise<CursorDto> {
  const asked = CURSOR_QUERY.safeParse(Object.fromEntries(query));
  if (!asked.success) throw new RefusalError({ code: "invalid_request", detail: "Name a network." });
  const { network, before } = asked.data;
  return database.asService((tx) => readCursor(tx, network, before === undefined ? null : BigInt(before)));
}
