// The client behind the request that is being answered. Everything that looks at a session within it compares the two, without being told to: a
// check that each caller had to remember would be forgotten by one of them.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { clientForm, type ClientForm } from "@/lib/identity/client-form";

// Route bundles may carry their own copy of this module; the scope must be one.
const SLOT = Symbol.for("holdfast.client-of-call");
const shared = globalThis as { [SLOT]?: AsyncLocalStorage<ClientForm> | undefined };

/** The scope that a handler's wrapper opens around the handler. */
export const clientOfCall: AsyncLocalStorage<ClientForm> = (shared[SLOT] ??= new AsyncLocalStorage<ClientForm>());

/** The client that sent these headers. The front door wrote its address; without one the network is unknown. */
export function clientOfHeaders(headers: Pick<Headers, "get">): ClientForm {
  return clientForm({
    userAgent: headers.get("user-agent"),
    platform: headers.get("sec-ch-ua-platform"),
    language: headers.get("accept-language"),
    address: headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "unknown",
  });
}
