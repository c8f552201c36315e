import { REWIND_REQUEST } from "@/lib/contracts/ingest";
import { serve } from "@/lib/server/http/serve";
import { answerCursor } from "@/lib/server/ingest/answer-cursor";
import { rewindIndex } from "@/lib/server/ingest/rewind-index";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ingest/rewind", {
  POST: async ({ json, requestId }) => answerCursor(await rewindIndex(await json(REWIND_REQUEST)), requestId),
});
