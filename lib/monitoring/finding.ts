// What a rule says: something is being probed, by whom or on whom, and on which events that stands.
import type { Probe, Signal } from "./signal";
import type { WatchedEvent } from "./watched-event";

/** An event with what it counts for: one, or for a count of refused tokens as many as it tells of. */
export interface Evidence {
  readonly event: WatchedEvent;
  readonly weight: number;
}

/** One finding. The same rule and subject found again while the alert is open is the same alert. */
export interface Finding {
  readonly signal: Signal;
  readonly probe: Probe;
  /** The rule's name, in kebab case. */
  readonly rule: string;
  /** `trader:<hash>`, `account:<hash>`, `network:<coarse network>`, `pool:<id>` or `product`. */
  readonly subject: string;
  readonly windowSeconds: number;
  /** Oldest first; never empty. */
  readonly evidence: readonly Evidence[];
  /** Counts by reason, kind or purpose: whatever helps to see what is tried. */
  readonly breakdown: Readonly<Record<string, number>>;
  /** One sentence for people. */
  readonly sentence: string;
  readonly runbook: `docs/runbook/${string}.md`;
}

/** A rule over the events of at least its window, oldest first, as of the time of the last one. Pure. */
export type Rule = (events: readonly WatchedEvent[], nowSeconds: number) => readonly Finding[];
