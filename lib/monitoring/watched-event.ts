// A security event as the rules see it.

/** One sealed event. Times are whole seconds of the product's clock. */
export interface WatchedEvent {
  /** Its place in the chain: total, without gaps, and the same for whoever looks. */
  readonly seq: number;
  readonly id: string;
  readonly atSeconds: number;
  readonly kind: string;
  /** `trader:<hash>` where the account is known here, `account:<hash>` where only a typed name is; null where there is neither. */
  readonly account: string | null;
  /** Coarse (`203.0.113.0/24`), or null where nobody knows. */
  readonly network: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}
