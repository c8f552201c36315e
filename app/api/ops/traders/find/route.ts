import { ANY_BODY } from "@/lib/contracts/desk";
import { findTraders } from "@/lib/server/desk/find-traders";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/ops/traders/find", {
  POST: async ({ operator, json }) => Response.json(await findTraders(operator, await json(ANY_BODY))),
});
