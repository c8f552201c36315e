// The form that every route of the control API shares.
import type { Fields } from "../protocol/shapes";
import type { TestPool } from "../server/test-pool";

/** A control request that was read and found to be nobody else's. */
export interface ControlCall {
  readonly pool: TestPool;
  readonly query: URLSearchParams;
  readonly body: Fields;
}

/** What a route answers. */
export interface ControlAnswer {
  readonly status: number;
  readonly body: object;
}

export type Route = (call: ControlCall) => ControlAnswer;

/** 200 with a body. */
export const ok = (body: object): ControlAnswer => ({ status: 200, body });

/** A refusal with one sentence; 400 unless told otherwise. */
export const bad = (message: string, status = 400): ControlAnswer => ({ status, body: { message } });
