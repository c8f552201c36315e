// A window that slides in sixty steps. Steps stand on the clock and not on the first swap, so that the window is the same wherever a count begins.
import type { WindowSlot } from "./rule-state";
import type { SeenSwap } from "./seen-swap";

const STEPS = 60;

const slotOf = (atSeconds: number, windowSeconds: number): number => Math.floor((atSeconds * STEPS) / windowSeconds);

/** What is still inside a window of `windowSeconds` that ends at `atSeconds`: between 59 and 60 sixtieths of it. */
export function slideWindow(slots: readonly WindowSlot[], atSeconds: number, windowSeconds: number): readonly WindowSlot[] {
  const now = slotOf(atSeconds, windowSeconds);
  return slots.filter(({ slot }) => slot > now - STEPS && slot <= now);
}

/** The same window with one swap more. Swaps come in the order of their pair. */
export function addToWindow(slots: readonly WindowSlot[], swap: SeenSwap, windowSeconds: number): readonly WindowSlot[] {
  const kept = slideWindow(slots, swap.atSeconds, windowSeconds);
  const slot = slotOf(swap.atSeconds, windowSeconds);
  const last = kept.at(-1);
  const open = last?.slot === slot ? last : null;
  const usd = swap.usdUnits ?? 0n;
  const [low, high] = [BigInt(open?.low ?? swap.priceE18), BigInt(open?.high ?? swap.priceE18)];
  const grown: WindowSlot = {
    slot,
    volume: (BigInt(open?.volume ?? 0) + usd).toString(),
    flow: (BigInt(open?.flow ?? 0) + (swap.isBuy ? usd : -usd)).toString(),
    low: (swap.priceE18 < low ? swap.priceE18 : low).toString(),
    high: (swap.priceE18 > high ? swap.priceE18 : high).toString(),
  };
  return [...(open === null ? kept : kept.slice(0, -1)), grown];
}

/** The sum of a window's volume, or of buys minus sells. */
export const sumWindow = (slots: readonly WindowSlot[], of: "volume" | "flow"): bigint =>
  slots.reduce((sum, slot) => sum + BigInt(slot[of]), 0n);

/** The lowest and the highest price of a window; null for one without a swap. */
export function rangeOfWindow(slots: readonly WindowSlot[]): { readonly low: bigint; readonly high: bigint } | null {
  const [first, ...rest] = slots;
  if (first === undefined) return null;
  let [low, high] = [BigInt(first.low), BigInt(first.high)];
  for (const slot of rest) {
    if (BigInt(slot.low) < low) low = BigInt(slot.low);
    if (BigInt(slot.high) > high) high = BigInt(slot.high);
  }
  return { low, high };
}
