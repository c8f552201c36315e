// The client behind the request that is being answered. Everything that looks at a session within it compares the two, without being told to: a
// check that each caller had to remember would be forgotten by one of them.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { clientForm, type ClientForm } from "@/lib/identity/client-form";
import { deviceHashOf } from "./known-devices";

/** The client of a call, and the hash of the cookie by which its browser may be known; null for a browser without one. */
export interface CallClient extends ClientForm {
  readonly deviceHash?: Buffer | null;
}

// Route bundles may carry their own copy of this module; the scope must be one.
const SLOT = Symbol.for("holdfast.client-of-call");
const shared = globalThis as { [SLOT]?: AsyncLocalStorage<CallClient> | undefined };

/** The scope that a handler's wrapper opens around the handler. */
export const clientOfCall: AsyncLocalStorage<CallClient> = (shared[SLOT] ??= new AsyncLocalStorage<CallClient>());

/** The client that sent these headers. The front door wrote its address; without one the network is unknown. */
export function clientOfHeaders(headers: Pick<Headers, "get">): CallClient {
  const form = clientForm({
    userAgent: headers.get("user-agent"),
    platform: headers.get("sec-ch-ua-platform"),
    language: headers.get("accept-language"),
    address: headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "unknown",
  });
  return { ...form, deviceHash: deviceHashOf(headers.get("cookie")) };
}
