// Wallets of the market index as the browser is shown them. Money is an exact decimal text in US dollars, times are RFC 3339, UTC.
import type { FollowDto } from "./follows";

/** A wallet's figures on one network, or on all of them. The formulas: ADR 038. */
export interface WalletStatsDto {
  readonly wallet: string;
  /** A network's id, or `all`. */
  readonly network: string;
  readonly realisedUsd: string;
  readonly drawdownUsd: string;
  /** Hundredths of a per cent; null before the first sale of something it was seen buying. */
  readonly winRateBps: number | null;
  readonly closes: number;
  readonly heldSecondsAvg: number | null;
  readonly trades: number;
  readonly volumeUsd: string;
  readonly feesUsd: string;
  readonly firstAt: string;
  readonly lastAt: string;
}

/** A row of the leaderboard. */
export interface WalletRowDto extends WalletStatsDto {
  readonly follow: FollowDto | null;
}

/** What GET /api/wallets answers. */
export interface WalletPageDto {
  readonly rows: readonly WalletRowDto[];
  /** Give it back as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** A network of the index. */
export interface MarketNetworkDto {
  readonly network: string;
  readonly label: string;
  readonly isSimulated: boolean;
}

/** What a wallet still holds of what it was seen buying. */
export interface WalletPositionDto {
  readonly network: string;
  readonly symbol: string;
  readonly amount: string;
  readonly costUsd: string;
  /** At the last price of the index; null when there is none. */
  readonly valueUsd: string | null;
  readonly unrealisedUsd: string | null;
  readonly openedAt: string;
}

/** What GET /api/wallets/[address] answers. */
export interface WalletDto {
  readonly wallet: string;
  readonly follow: FollowDto | null;
  /** The sum over networks first; empty when the index never saw the wallet. */
  readonly stats: readonly WalletStatsDto[];
  /** Realised profit up to the end of each day (UTC), without a hole. */
  readonly profit: readonly { readonly atSeconds: number; readonly value: string }[];
  readonly positions: readonly WalletPositionDto[];
  readonly networks: readonly MarketNetworkDto[];
}
