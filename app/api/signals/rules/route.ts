import { SIGNAL_RULE_REQUEST } from "@/lib/contracts/signals";
import { serve } from "@/lib/server/http/serve";
import { addRule } from "@/lib/server/signals/add-rule";
import { listRules } from "@/lib/server/signals/list-rules";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/signals/rules", {
  GET: async ({ trader }) => Response.json(await listRules(trader)),
  POST: async ({ trader, json }) => Response.json(await addRule(trader, await json(SIGNAL_RULE_REQUEST)), { status: 201 }),
});
