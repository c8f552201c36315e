// When figures of the index may be called live.

/** Blocks that an index may be behind while a new one is on its way to it. */
export const LIVE_BLOCKS_BEHIND_MAX = 3;
/** The indexer reports at least every five seconds; after three missed reports it is not there. */
export const LIVE_SILENCE_SECONDS_MAX = 15;

interface Standing {
  readonly indexedBlock: number | null;
  readonly headBlock: number | null;
  readonly reportedAtSeconds: number;
}

/** Whether the indexer is heard from and has come to the head of its chain. */
export const isIndexLive = ({ indexedBlock, headBlock, reportedAtSeconds }: Standing, nowSeconds: number): boolean =>
  indexedBlock !== null &&
  headBlock !== null &&
  headBlock - indexedBlock <= LIVE_BLOCKS_BEHIND_MAX &&
  nowSeconds - reportedAtSeconds <= LIVE_SILENCE_SECONDS_MAX;
