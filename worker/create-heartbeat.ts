// The sign of life: pages tell from it whether somebody settles at all, and whether the chain is there.
import type { Worker } from "./worker";

const BEAT_SECONDS = 2;

/** A heartbeat that writes when two seconds have passed or the chain's state has changed. */
export function createHeartbeat({ database, clock, confirmationsNeeded }: Worker): (isChainUp: boolean) => Promise<void> {
  let last: { readonly atSeconds: number; readonly isChainUp: boolean } | null = null;
  return async (isChainUp) => {
    const nowSeconds = clock.nowSeconds();
    if (last?.isChainUp === isChainUp && Math.abs(nowSeconds - last.atSeconds) < BEAT_SECONDS) return;
    await database.asService((tx) =>
      tx.query(
        `INSERT INTO holdfast.worker_heartbeats (worker, beat_at, is_chain_up, confirmations_needed)
         VALUES ('settlement', to_timestamp($1), $2, $3)
         ON CONFLICT (worker) DO UPDATE
            SET beat_at = EXCLUDED.beat_at, is_chain_up = EXCLUDED.is_chain_up, confirmations_needed = EXCLUDED.confirmations_needed`,
        [nowSeconds, isChainUp, confirmationsNeeded],
      ),
    );
    last = { atSeconds: nowSeconds, isChainUp };
  };
}
