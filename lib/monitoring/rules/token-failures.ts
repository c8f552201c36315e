// Signal 4: tokens that no pool of ours made for us. A token that has only run out is nobody's attack; a forged one is nobody's mistake.
import type { Finding, Rule } from "../finding";
import { THRESHOLDS } from "../thresholds";
import type { WatchedEvent } from "../watched-event";
import { minutes, within } from "../within";

const { tokenFailures: limits, unknownKeys } = THRESHOLDS;

/** What happens on every ordinary day: a token at its end, a session that was signed out elsewhere. */
const ORDINARY: ReadonlySet<string> = new Set(["expired", "early", "no_session"]);
const UNKNOWN_KEY = "unknown_key";
/** A true token of ours in the wrong place: another client's, an ID token, one without the scope. */
const OF_A_BOUNDARY: ReadonlySet<string> = new Set([
  "token_use",
  "client_id",
  "issuer",
  "scope",
  "audience",
  "sub_is_client",
  "nobody_signed_in",
]);

type Counts = Readonly<Record<string, number>>;

/** The numbers under one name of a `token_refused`; anything else there counts as nothing. */
function countsOf({ detail }: WatchedEvent, name: "reasons" | "networks"): Counts {
  const value = detail[name];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1])));
}

const isHostile = (reason: string): boolean => !ORDINARY.has(reason) && reason !== UNKNOWN_KEY;
const sumOf = (counts: Counts, isCounted: (name: string) => boolean): number =>
  Object.entries(counts).reduce((sum, [name, count]) => (isCounted(name) ? sum + count : sum), 0);

function summed(events: readonly WatchedEvent[]): Counts {
  const all: Record<string, number> = {};
  for (const event of events)
    for (const [reason, count] of Object.entries(countsOf(event, "reasons"))) all[reason] = (all[reason] ?? 0) + count;
  return all;
}

/** Most of them by reasons of a boundary, or of a forgery. */
function probeOf(reasons: Counts): "privilege_boundary" | "token_forgery" {
  const atBoundary = sumOf(reasons, (reason) => OF_A_BOUNDARY.has(reason));
  return atBoundary * 2 > sumOf(reasons, isHostile) ? "privilege_boundary" : "token_forgery";
}

function told(subject: string, evidence: Finding["evidence"], windowSeconds: number): Finding {
  const breakdown = summed(evidence.map(({ event }) => event));
  const tokens = evidence.reduce((sum, { weight }) => sum + weight, 0);
  const most = Object.entries(breakdown)
    .filter(([reason]) => !ORDINARY.has(reason))
    .sort((left, right) => right[1] - left[1])
    .slice(0, 3);
  return {
    signal: "token_failures",
    probe: probeOf(breakdown),
    rule: "token-failures",
    subject,
    windowSeconds,
    evidence,
    breakdown,
    sentence: `${tokens.toString()} tokens that are none of ours were refused in ${minutes(windowSeconds)} (${most.map(([reason, count]) => `${reason} ${count.toString()}`).join(", ")}): tokens are being forged or carried here from elsewhere. If only known_key stands here, look at the pool's keys first.`,
    runbook: "docs/runbook/alerts.md",
  };
}

/** Refused tokens of one network; or of all together, where they come from many. The flood itself is one event per process and few seconds. */
export const tokenFailures: Rule = (events, nowSeconds) => {
  const counts = within(events, nowSeconds, limits.windowSeconds, ["token_refused"]);
  const networks = new Set(counts.flatMap((event) => Object.keys(countsOf(event, "networks"))));
  const weighed = (weightOf: (event: WatchedEvent) => number): Finding["evidence"] =>
    counts.map((event) => ({ event, weight: weightOf(event) })).filter(({ weight }) => weight > 0);
  const total = (evidence: Finding["evidence"]): number => evidence.reduce((sum, { weight }) => sum + weight, 0);
  const ofOne = [...networks]
    .filter((network) => network !== "other")
    .map((network) => [network, weighed((event) => countsOf(event, "networks")[network] ?? 0)] as const)
    .filter(([, evidence]) => total(evidence) >= limits.tokens)
    .map(([network, evidence]) => told(`network:${network}`, evidence, limits.windowSeconds));
  if (ofOne.length > 0) return ofOne;
  const ofAll = weighed((event) => sumOf(countsOf(event, "reasons"), isHostile));
  if (total(ofAll) >= limits.tokensInAll) return [told("product", ofAll, limits.windowSeconds)];
  const keys = weighed((event) => countsOf(event, "reasons")[UNKNOWN_KEY] ?? 0);
  return total(keys) >= unknownKeys.keys ? [told("product", keys, unknownKeys.windowSeconds)] : [];
};
