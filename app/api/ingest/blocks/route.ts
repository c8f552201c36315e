import { BLOCKS_REQUEST } from "@/lib/contracts/ingest";
import { serve } from "@/lib/server/http/serve";
import { answerCursor } from "@/lib/server/ingest/answer-cursor";
import { ingestBlocks } from "@/lib/server/ingest/ingest-blocks";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ingest/blocks", {
  POST: async ({ json, requestId }) => answerCursor(await ingestBlocks(await json(BLOCKS_REQUEST)), requestId),
});
