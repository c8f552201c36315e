// What every operation is handed. Nothing in the pool reaches for a clock, a store or a key on its own.
import type { PoolClock } from "../clock/pool-clock";
import type { KeyRing } from "../store/key-ring";
import type { Store } from "../store/store";
import type { Fields } from "./read-fields";

/** The needs of an operation. */
export interface Needs {
  readonly store: Store;
  readonly clock: PoolClock;
  readonly keys: KeyRing;
}

/** One Cognito operation: a request in, an answer out, or a CognitoException. */
export type Operation = (request: Fields, needs: Needs) => object | Promise<object>;
