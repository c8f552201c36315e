// A moment of the simulated market, and what it is told by.
import type { FairValue } from "./fair-value";

export interface MarketStep {
  readonly seed: string;
  readonly fair: FairValue;
  readonly atSeconds: number;
  /** How much of the wallets' resting time has passed since the step before, in seconds. */
  readonly passedSeconds: number;
}
