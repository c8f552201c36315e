// Whether what a price feed answered is a price. A doubtful answer is no price; nobody invents one.
import { type Result, accept, refuse } from "@/lib/ground/result";
import type { Scaled } from "@/lib/money/multiply-by-price";

/** Why there is no price: the chain does not answer, the answer is too old, or it makes no sense. */
export type PriceFault = "down" | "stale" | "bad";

/** What AggregatorV3Interface.latestRoundData answers, with the decimals that the contract itself states. */
export interface PriceRound {
  readonly roundId: bigint;
  readonly answer: bigint;
  readonly updatedAtSeconds: bigint;
  readonly answeredInRound: bigint;
  readonly decimals: number;
}

/** Blocks carry their own time, which may run a little before ours. */
export const PRICE_SKEW_SECONDS = 30;

/**
 * The price of a round in US dollars. `bad`: not above zero, from the future, never answered, answered in an earlier round, or with other
 * decimals than expected. `stale`: older than `ageSecondsMax` (exactly that old still counts). Chainlink, "Using data feeds", monitoring.
 */
export function judgePriceRound(
  round: PriceRound,
  limits: { readonly decimals: number; readonly nowSeconds: number; readonly ageSecondsMax: number },
): Result<Scaled, PriceFault> {
  const now = BigInt(limits.nowSeconds);
  if (round.decimals !== limits.decimals) return refuse("bad");
  if (round.answer <= 0n || round.updatedAtSeconds <= 0n) return refuse("bad");
  if (round.answeredInRound < round.roundId) return refuse("bad");
  if (round.updatedAtSeconds > now + BigInt(PRICE_SKEW_SECONDS)) return refuse("bad");
  if (now - round.updatedAtSeconds > BigInt(limits.ageSecondsMax)) return refuse("stale");
  return accept({ units: round.answer, decimals: round.decimals });
}
