// What GET /api/activity answers: the movements of a trader's available money, newest first.

/** One movement. `amount` has a minus when money left the available balance; `balanceAfter` is that balance right after. */
export interface ActivityEntryDto {
  readonly id: string;
  /** RFC 3339, UTC: when it happened. */
  readonly at: string;
  readonly kind: string;
  readonly asset: string;
  readonly network: string;
  readonly amount: string;
  readonly balanceAfter: string;
  readonly reference: string;
}

export interface ActivityDto {
  readonly entries: readonly ActivityEntryDto[];
  /** Give it back as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}
