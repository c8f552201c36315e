// Within one API call the operator is resolved once; queries below ask again without a second trip to the registry.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { SignedInOperator } from "./operator";

// Route bundles may carry their own copy of this module; the scope must be one.
const SLOT = Symbol.for("holdfast.operator-of-call");
const shared = globalThis as { [SLOT]?: AsyncLocalStorage<SignedInOperator> | undefined };

/** The scope that a handler's wrapper opens around the handler. */
export const operatorOfCall: AsyncLocalStorage<SignedInOperator> = (shared[SLOT] ??= new AsyncLocalStorage<SignedInOperator>());
