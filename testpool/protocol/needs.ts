// What every operation is handed. Nothing in the pool reaches for a clock, a store or a key on its own.
import type { PoolClock } from "../clock/pool-clock";
import type { KeyRing } from "../store/key-ring";
import type { Store } from "../store/store";
import type { Triggers } from "../triggers/triggers";

/** Who is calling, as far as the connection says. */
export interface Call {
  readonly address: string;
  readonly userAgent: string;
  /** The region that the request was signed for; AWS knows it by the host name. Null for an unsigned request. */
  readonly region: string | null;
}

/** The needs of an operation. */
export interface Needs {
  readonly store: Store;
  readonly clock: PoolClock;
  readonly keys: KeyRing;
  readonly triggers: Triggers;
  readonly call: Call;
}
