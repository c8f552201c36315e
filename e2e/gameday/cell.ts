// What one cell of the game day is: a part, a way in which it fails, and what the runbook says the product does meanwhile.
import type { Outage } from "../support/recorder";
import type { RelayState } from "../support/relay";
import type { RelayedPart } from "../support/harness";

/** How a cell breaks its part. Everything holds until the cell lifts it. */
export type Breakage =
  | { readonly by: "pool"; readonly outages: readonly Outage[] }
  | { readonly by: "relay"; readonly part: RelayedPart; readonly state: Exclude<RelayState, "up"> }
  /** The database serves reads only, as a replica does that is not promoted yet. */
  | { readonly by: "read-only database" }
  /** The node answers and no block is added. */
  | { readonly by: "no blocks" }
  /** The product's clock is so many seconds ahead of the pool's; behind when negative. */
  | { readonly by: "clock"; readonly aheadSeconds: number };

/** What is asked of the product while the part is broken, and what it may answer. Several words: any of them is as documented. */
export interface Expectations {
  /** `GET /api/portfolio` and the page, on both processes. "must renew" is what an access token past its end is told; nobody is signed out by it. */
  readonly reads: readonly ("answered" | "unavailable" | "must renew")[];
  /** The portfolio's total, when it is answered at all. */
  readonly prices: readonly ("shown" | "absent" | "not asked")[];
  /** `POST /api/auth/refresh`. */
  readonly renewal: readonly ("renewed" | "unavailable")[];
  /** The first step of somebody's sign-in. */
  readonly signIn: readonly ("begun" | "unavailable")[];
  /** A new grant for a withdrawal, for which the pool is asked which passkeys it lists. */
  readonly grant: readonly ("opened" | "unavailable" | "must renew")[];
  /** The confirmation of a withdrawal whose grant was proven before. */
  readonly approval: readonly ("approved" | "unavailable" | "must renew")[];
  /** Whether an approved withdrawal reaches the chain meanwhile. */
  readonly settlement: readonly ("waits" | "goes on")[];
  /** Whether mail of ours reaches its reader meanwhile. */
  readonly mail: readonly ("waits" | "goes on")[];
  /** What `GET /api/health/ready` names as down. */
  readonly down: readonly string[];
}

export type Column = "pool" | "keys" | "database" | "chain" | "mail" | "clock";

export interface Cell {
  readonly name: string;
  readonly column: Column;
  readonly breakage: Breakage;
  /** The runbook whose section "What the product does meanwhile" this cell holds true. */
  readonly runbook: string;
  readonly expects: Expectations;
  /** Left to `npm run gameday` and the soak: it differs little from a cell that `npm test` runs. */
  readonly isRare?: boolean;
}

/** The product in health; a cell names only what differs. */
export const AS_USUAL: Expectations = {
  reads: ["answered"],
  prices: ["shown"],
  renewal: ["renewed"],
  signIn: ["begun"],
  grant: ["opened"],
  approval: ["approved"],
  settlement: ["waits", "goes on"],
  mail: ["waits", "goes on"],
  down: [],
};
