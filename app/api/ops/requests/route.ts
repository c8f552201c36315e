import { ANY_BODY } from "@/lib/contracts/desk";
import { draftRequest } from "@/lib/server/desk/draft-request";
import { listRequests } from "@/lib/server/desk/list-requests";
import { serve } from "@/lib/server/http/serve";

// The body is judged by the verb, because what is asked for and refused is written down.
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/requests", {
  GET: async ({ operator }) => Response.json(await listRequests(operator)),
  POST: async ({ operator, json }) => Response.json(await draftRequest(operator, await json(ANY_BODY)), { status: 201 }),
});
