import { ADDRESS_REQUEST } from "@/lib/contracts/addresses";
import { addAddress } from "@/lib/server/addresses/add-address";
import { listAddresses } from "@/lib/server/addresses/list-addresses";
import { serve } from "@/lib/server/http/serve";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/addresses", {
  GET: async ({ trader }) => Response.json(await listAddresses(trader)),
  POST: async ({ trader, json }) => Response.json(await addAddress(trader, await json(ADDRESS_REQUEST)), { status: 201 }),
});
