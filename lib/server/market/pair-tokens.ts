// Which token of a pair is priced in which, for every statement that speaks of both.
import "server-only";

/** SQL: joins a pair `p` to its base as `b` and its quote as `q`. */
export const PAIR_TOKENS = `
  JOIN holdfast.market_tokens b ON b.network = p.network AND b.address = CASE WHEN p.is_token0_base THEN p.token0 ELSE p.token1 END
  JOIN holdfast.market_tokens q ON q.network = p.network AND q.address = CASE WHEN p.is_token0_base THEN p.token1 ELSE p.token0 END`;
