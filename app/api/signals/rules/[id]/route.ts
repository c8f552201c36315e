import { SIGNAL_RULE_REQUEST, SIGNAL_SWITCH } from "@/lib/contracts/signals";
import { serve } from "@/lib/server/http/serve";
import { changeRule, removeRule, switchRule } from "@/lib/server/signals/change-rule";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/signals/rules/[id]", {
  PUT: async ({ trader, params, json }) => Response.json(await changeRule(trader, params["id"] ?? "", await json(SIGNAL_RULE_REQUEST))),
  PATCH: async ({ trader, params, json }) => Response.json(await switchRule(trader, params["id"] ?? "", (await json(SIGNAL_SWITCH)).isOn)),
  DELETE: async ({ trader, params }) => {
    await removeRule(trader, params["id"] ?? "");
    return new Response(null, { status: 204 });
  },
});
