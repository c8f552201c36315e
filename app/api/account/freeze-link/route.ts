import { answerFreezeLink } from "@/lib/server/http/answer-freeze-link";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/account/freeze-link", {
  POST: answerFreezeLink,
});
