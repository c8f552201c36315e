// What each habit wants: which share of its money a wallet would like to hold in a token now.
import { bell, chance } from "./chance";
import type { MarketWallet } from "./wallets";

/** What a wallet can look at. `fairAt` is the token's worth in dollars at any second. */
export interface Sight {
  readonly seed: string;
  readonly network: string;
  readonly symbol: string;
  readonly atSeconds: number;
  /** Dollars by the pools, now. */
  readonly priceNow: number;
  /** Dollars around which the token moves. */
  readonly priceUsual: number;
  readonly fairAt: (atSeconds: number) => number;
  /** The share that it holds now. */
  readonly share: number;
}

const HOUR = 3_600;
/** How far a wallet looks ahead or back, as a multiple of its rest. */
const LOOKS = 1.6;

/**
 * The wished share, from 0 to 1. Skill is drawn, not earned: an informed wallet sees part of the path that lies ahead, an unlucky one
 * sees it upside down, and the less skilled either is, the more of what it sees is chance.
 */
export function wish({ habit, index, skill, restHours }: MarketWallet, sight: Sight): number {
  const { seed, network, symbol, atSeconds, priceNow, priceUsual, fairAt, share } = sight;
  const spanSeconds = restHours * HOUR * LOOKS;
  const mood = bell(seed, "mood", network, index, symbol, Math.floor(atSeconds / 300));
  const ahead = Math.log(fairAt(atSeconds + spanSeconds) / priceNow);
  const behind = Math.log(priceNow / fairAt(atSeconds - spanSeconds));
  const seen = (what: number): number => leaning(skill * what * 30 + (1 - skill) * mood * 1.5 + mood * 0.25);
  switch (habit) {
    case "informed":
      return seen(ahead);
    case "unlucky":
      return seen(-ahead);
    case "momentum":
      return seen(behind);
    case "reversion":
    case "whale":
      return seen(-Math.log(priceNow / priceUsual) / 2);
    case "accumulator":
      return Math.min(0.97, share + 0.03 + 0.02 * chance(seed, "step", network, index, Math.floor(atSeconds / 300)));
    case "noise":
      return chance(seed, "whim", network, index, symbol, Math.floor(atSeconds / 300));
    case "arbitrageur":
      return share;
  }
}

/** From any pull to a share: 0 is one half, a strong pull is nearly all or nothing. */
const leaning = (pull: number): number => 0.5 + 0.5 * Math.tanh(pull);
