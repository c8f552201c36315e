// The command's `--triggers FILE`: a module that says which handlers each pool has.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isFields } from "../protocol/shapes";
import { TRIGGER_NAMES, type TriggerName } from "../store/settings-records";
import { createTriggers, type PoolTriggers, type TriggerHandler, type Triggers } from "./triggers";

/** A triggers module that cannot be used; the message names the place. */
export class TriggersError extends Error {
  override readonly name = "TriggersError";
}

/** TypeScript goes through tsx, which plain JavaScript need not wait for. */
async function importModule(address: string): Promise<unknown> {
  if (!/\.[cm]?ts$/.test(address)) return import(address);
  const { tsImport } = await import("tsx/esm/api");
  return tsImport(address, import.meta.url);
}

/** The default export; a module that Node takes for CommonJS wraps it once more. */
function defaultOf(module: unknown): unknown {
  const exported = isFields(module) ? module["default"] : null;
  return isFields(exported) && isFields(exported["default"]) ? exported["default"] : exported;
}

/** A function, or a module of a Lambda function: an object whose `handler` is one. */
function handlerOf(value: unknown): TriggerHandler | null {
  if (typeof value === "function") return value as TriggerHandler;
  const inner = isFields(value) ? value["handler"] : null;
  return typeof inner === "function" ? (inner as TriggerHandler) : null;
}

function poolTriggers(poolId: string, value: unknown): PoolTriggers {
  if (!isFields(value)) throw new TriggersError(`The triggers of ${poolId} must be an object of handlers.`);
  const handlers = Object.entries(value).map(([name, entry]): [TriggerName, TriggerHandler] => {
    const known = TRIGGER_NAMES.find((candidate) => candidate === name);
    if (known === undefined) throw new TriggersError(`${name} of ${poolId} is not a trigger; known are ${TRIGGER_NAMES.join(", ")}.`);
    const handler = handlerOf(entry);
    if (handler === null) throw new TriggersError(`${name} of ${poolId} must be a function, or a module that exports one as handler.`);
    return [known, handler];
  });
  return Object.fromEntries(handlers);
}

/**
 * Loads the module at `path` (JavaScript or TypeScript), whose default export is `{ [poolId]: { PreSignUp: handler, … } }`. Throws TriggersError
 * with one sentence for anything else.
 */
export async function loadTriggers(path: string): Promise<Triggers> {
  let module: unknown;
  try {
    module = await importModule(pathToFileURL(resolve(path)).href);
  } catch (error) {
    throw new TriggersError(`The triggers file ${path} cannot be loaded: ${error instanceof Error ? error.message : "unknown"}`);
  }
  const table = defaultOf(module);
  if (!isFields(table)) throw new TriggersError(`The triggers file ${path} must have a default export: handlers by pool id.`);
  return createTriggers(Object.fromEntries(Object.entries(table).map(([poolId, value]) => [poolId, poolTriggers(poolId, value)])));
}
