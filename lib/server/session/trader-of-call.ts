// Within one API call the trader is resolved once; queries below ask again without a second trip to the registry.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Trader } from "./trader";

// Route bundles may carry their own copy of this module; the scope must be one.
const SLOT = Symbol.for("holdfast.trader-of-call");
const shared = globalThis as { [SLOT]?: AsyncLocalStorage<Trader> | undefined };

/** The scope that a handler's wrapper opens around the handler. */
export const traderOfCall: AsyncLocalStorage<Trader> = (shared[SLOT] ??= new AsyncLocalStorage<Trader>());
