// What each token is "really" worth at any second: a path that is computed, not stepped, so that history and the live market share it.
// Numbers of the simulation only: what they lead to are trades, and those are in base units.
import { bell } from "./chance";

/** The span over which the path is led to the demo's prices at both ends, in seconds since the epoch. */
export interface PathSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Waves of a path: how long each is and how far it reaches, as a share of the price. */
const WAVES = [
  { seconds: 18 * 86_400, reach: 0.16 },
  { seconds: 5 * 86_400, reach: 0.08 },
  { seconds: 86_400, reach: 0.035 },
  { seconds: 4 * 3_600, reach: 0.012 },
  { seconds: 1_800, reach: 0.004 },
  { seconds: 300, reach: 0.0012 },
] as const;

/** How much of the whole market's path a token takes, and how far it goes its own way. */
const CHARACTERS: Readonly<Record<string, { readonly withMarket: number; readonly own: number }>> = {
  USDC: { withMarket: 0, own: 0 },
  WETH: { withMarket: 1, own: 0.35 },
  WBTC: { withMarket: 0.8, own: 0.25 },
  cbBTC: { withMarket: 0.8, own: 0.25 },
};
const OTHERS = { withMarket: 1.1, own: 0.9 };
/** What one asset is called on different networks: its value is the same everywhere. */
const SAME_AS: Readonly<Record<string, string>> = { cbBTC: "WBTC", ETH: "WETH" };
/** After the span the path forgets in this time that it was led to the demo's price. */
const FORGETS_SECONDS = 6 * 86_400;

/** By how much the value of a symbol stands above its demo price at a second, as a factor. */
export type FairValue = (symbol: string, atSeconds: number) => number;

/** The paths that `seed` draws over `span`: each is exactly 1 at both ends of it, has no jump, and goes on after it without being led. */
export function fairValueOf(seed: string, span: PathSpan): FairValue {
  const ends = new Map<string, { readonly start: number; readonly end: number }>();
  return (symbol, atSeconds) => {
    const name = SAME_AS[symbol] ?? symbol;
    const { startSeconds, endSeconds } = span;
    const known = ends.get(name) ?? { start: wander(seed, name, startSeconds), end: wander(seed, name, endSeconds) };
    ends.set(name, known);
    return Math.exp(wander(seed, name, atSeconds) - lead(known, span, atSeconds));
  };
}

/** What is taken off the path so that it is 0 at both ends: a straight line between, and a fading rest after. */
function lead({ start, end }: { start: number; end: number }, { startSeconds, endSeconds }: PathSpan, atSeconds: number): number {
  if (atSeconds >= endSeconds) return end * Math.exp(-(atSeconds - endSeconds) / FORGETS_SECONDS);
  const share = Math.max(0, (atSeconds - startSeconds) / (endSeconds - startSeconds));
  return start * (1 - share) + end * share;
}

function wander(seed: string, symbol: string, atSeconds: number): number {
  const { withMarket, own } = CHARACTERS[symbol] ?? OTHERS;
  if (withMarket === 0 && own === 0) return 0;
  return withMarket * waves(seed, "market", atSeconds) + own * waves(seed, symbol, atSeconds);
}

/** A sum of smooth waves; each goes from one drawn height to the next, so there is no jump anywhere. */
function waves(seed: string, name: string, atSeconds: number): number {
  return WAVES.reduce((sum, { seconds, reach }, wave) => {
    const place = atSeconds / seconds;
    const step = Math.floor(place);
    const share = smooth(place - step);
    const height = (at: number): number => bell(seed, "path", name, wave, at);
    return sum + reach * (height(step) * (1 - share) + height(step + 1) * share);
  }, 0);
}

const smooth = (share: number): number => share * share * (3 - 2 * share);
