// Lambda triggers as functions in this process. The pool knows them only through this port; a process that starts a pool hands them in.
import type { TriggerName } from "../store/settings-records";

/** An event as Lambda receives it; a handler answers the same event with its `response` filled in. */
export type TriggerEvent = Readonly<Record<string, unknown>> & {
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
};

/** Lambda's second argument, as far as the pool has it. */
export interface LambdaContext {
  readonly functionName: string;
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** Lambda's third argument, for handlers without a promise. */
export type LambdaCallback = (error?: unknown, answer?: unknown) => void;

/** A Lambda handler as it is deployed: one event in, the same event out, by a promise or by the callback. */
export type TriggerHandler = (event: TriggerEvent, context: LambdaContext, callback: LambdaCallback) => unknown;

/** The handlers of one pool. */
export type PoolTriggers = Readonly<Partial<Record<TriggerName, TriggerHandler>>>;

/** How long one invocation may take, and how often the pool invokes again when it takes longer. */
export interface TriggerPatience {
  readonly deadlineMs: number;
  readonly attemptsMax: number;
}

/** The handlers of every pool of this process, by pool id. */
export interface Triggers extends TriggerPatience {
  handlerOf(poolId: string, name: TriggerName): TriggerHandler | null;
}

/** A trigger must answer within 5 seconds and is invoked three times at most (documented). */
const PATIENCE: TriggerPatience = { deadlineMs: 5000, attemptsMax: 3 };

/** Triggers out of a plain table. */
export function createTriggers(table: Readonly<Record<string, PoolTriggers>> = {}, patience: Partial<TriggerPatience> = {}): Triggers {
  return { ...PATIENCE, ...patience, handlerOf: (poolId, name) => table[poolId]?.[name] ?? null };
}
