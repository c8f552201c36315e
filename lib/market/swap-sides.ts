// What a wallet gave and what it got in one swap. A Swap log may name flows both ways for one token; only what remains of them counts.
import type { SwapFact } from "./index-facts";

/** The two sides of a swap in base units, both above zero. */
export interface SwapSides {
  readonly isToken0Paid: boolean;
  readonly paidBaseUnits: bigint;
  readonly receivedBaseUnits: bigint;
}

/** The sides of a swap, or null where nothing was exchanged: a loan that came back in its own token only moved reserves. */
export function swapSides(fact: Pick<SwapFact, "amount0In" | "amount1In" | "amount0Out" | "amount1Out">): SwapSides | null {
  const net0 = fact.amount0In - fact.amount0Out;
  const net1 = fact.amount1In - fact.amount1Out;
  if (net0 > 0n && net1 < 0n) return { isToken0Paid: true, paidBaseUnits: net0, receivedBaseUnits: -net1 };
  if (net1 > 0n && net0 < 0n) return { isToken0Paid: false, paidBaseUnits: net1, receivedBaseUnits: -net0 };
  return null;
}
