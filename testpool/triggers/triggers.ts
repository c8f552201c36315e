// Lambda triggers as functions in this process. The pool knows them only through this port; a process that starts a pool hands them in.
import type { TriggerName } from "../store/settings-records";

/** An event as Lambda receives it; a handler answers the same event with its `response` filled in. */
export type TriggerEvent = Readonly<Record<string, unknown>> & {
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
};

/** A Lambda handler, as `infra/` deploys it: asynchronous, one event in, one event out. */
export type TriggerHandler = (event: TriggerEvent) => Promise<TriggerEvent> | TriggerEvent;

/** The handlers of one pool. */
export type PoolTriggers = Readonly<Partial<Record<TriggerName, TriggerHandler>>>;

/** The handlers of every pool of this process, by pool id. */
export interface Triggers {
  handlerOf(poolId: string, name: TriggerName): TriggerHandler | null;
}

/** Triggers out of a plain table. */
export function createTriggers(table: Readonly<Record<string, PoolTriggers>> = {}): Triggers {
  return { handlerOf: (poolId, name) => table[poolId]?.[name] ?? null };
}
