// How far the index has come, for the screens that show its figures.

/** One indexed network. */
export interface MarketStatusNetworkDto {
  readonly network: string;
  readonly label: string;
  /** Its wallets are programs of ours; every screen says so. */
  readonly isSimulated: boolean;
  /** Null before the first block. */
  readonly indexedBlock: number | null;
  /** The chain's newest block as the indexer saw it last. */
  readonly headBlock: number | null;
  /** When the indexer last reported, RFC 3339 in UTC. */
  readonly indexedAt: string;
  /** The indexer reports, and the index is at the head or a few blocks behind it. */
  readonly isLive: boolean;
}

/** `GET /api/market/status`. */
export interface MarketStatusDto {
  readonly networks: readonly MarketStatusNetworkDto[];
}
