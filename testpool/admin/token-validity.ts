// How long tokens live: a number and a unit, within AWS's limits.
import { invalidParameter } from "../protocol/cognito-exception";

export type TimeUnit = "seconds" | "minutes" | "hours" | "days";

const UNIT_SECONDS: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const FIVE_MINUTES = 300;
const ONE_HOUR = 3600;
const ONE_DAY = 86_400;
const TEN_YEARS = 315_360_000;

/** The three lifetimes as a request says them. */
export interface ValidityRequest {
  readonly AccessTokenValidity?: number;
  readonly IdTokenValidity?: number;
  readonly RefreshTokenValidity?: number;
  readonly TokenValidityUnits?: { readonly AccessToken?: TimeUnit; readonly IdToken?: TimeUnit; readonly RefreshToken?: TimeUnit };
}

/** The three lifetimes in seconds. */
export interface TokenLifetimes {
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
}

function within(seconds: number, min: number, max: number): number {
  if (seconds < min || seconds > max) throw invalidParameter("Invalid range for token validity."); // Sentence observed.
  return seconds;
}

/**
 * Lifetimes: one hour, one hour and 30 days when left out; units are hours, hours and days. Refuses what lies outside 5 minutes to one
 * day and one hour to ten years (documented), and a refresh token that ends before the others (documented).
 */
export function tokenLifetimesOf(request: ValidityRequest, fallback: TokenLifetimes): TokenLifetimes {
  const units = request.TokenValidityUnits ?? {};
  const seconds = (value: number | undefined, unit: TimeUnit, otherwise: number) =>
    value === undefined ? otherwise : value * UNIT_SECONDS[unit];
  // A refresh token validity of zero counts as the default of 30 days (documented).
  const refreshValidity = request.RefreshTokenValidity === 0 ? undefined : request.RefreshTokenValidity;
  const lifetimes = {
    accessTokenSeconds: within(
      seconds(request.AccessTokenValidity, units.AccessToken ?? "hours", fallback.accessTokenSeconds),
      FIVE_MINUTES,
      ONE_DAY,
    ),
    idTokenSeconds: within(seconds(request.IdTokenValidity, units.IdToken ?? "hours", fallback.idTokenSeconds), FIVE_MINUTES, ONE_DAY),
    refreshTokenSeconds: within(seconds(refreshValidity, units.RefreshToken ?? "days", fallback.refreshTokenSeconds), ONE_HOUR, TEN_YEARS),
  };
  const longest = Math.max(lifetimes.accessTokenSeconds, lifetimes.idTokenSeconds);
  within(longest, FIVE_MINUTES, lifetimes.refreshTokenSeconds);
  return lifetimes;
}
