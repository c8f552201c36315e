// How a page or a query of the desk asks who is there. It returns an operator or stops the request; there is no third way.
import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { clientOfHeaders } from "@/lib/server/session/client-of-call";
import { BACKGROUND_HEADER } from "@/lib/server/session/require-trader";
import type { SignedInOperator } from "./operator";
import { operatorOfCall } from "./operator-of-call";
import { resolveOperator } from "./resolve-operator";

export type { Operator } from "./operator";

const resolveOnce = cache(async (): Promise<SignedInOperator> => {
  const sent = await headers();
  const isBackground = sent.get(BACKGROUND_HEADER) === "1";
  const resolved = await resolveOperator(sent.get("cookie"), { isBackground, client: clientOfHeaders(sent) });
  if (!resolved.ok) throw new RefusalError(resolved.refusal);
  return resolved.value;
});

/**
 * The signed-in operator of this request, asked of the registry once per request. Throws RefusalError (`not_found` where no desk is served), or
 * UnavailableError on an outage.
 */
export async function requireOperator(): Promise<SignedInOperator> {
  return operatorOfCall.getStore() ?? resolveOnce();
}
