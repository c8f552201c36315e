// How a page or a query asks who is there. It returns a trader or stops the request; there is no third way.
import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { clientOfHeaders } from "./client-of-call";
import { resolveTrader } from "./resolve-trader";
import { traderOfCall } from "./trader-of-call";
import type { Trader } from "./trader";

export type { Trader } from "./trader";

/** Header with which our browser code marks polling. */
export const BACKGROUND_HEADER = "x-holdfast-background";

const resolveOnce = cache(async (): Promise<Trader> => {
  const sent = await headers();
  const isBackground = sent.get(BACKGROUND_HEADER) === "1";
  const resolved = await resolveTrader(sent.get("cookie"), { isBackground, client: clientOfHeaders(sent) });
  if (!resolved.ok) throw new RefusalError(resolved.refusal);
  return resolved.value;
});

/** The signed-in trader of this request, asked of the registry once per request. Throws RefusalError, or UnavailableError on an outage. */
export async function requireTrader(): Promise<Trader> {
  return traderOfCall.getStore() ?? resolveOnce();
}
