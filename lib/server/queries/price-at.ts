// What a token was worth at a moment, for every query that values the past in one statement.
import "server-only";

/**
 * How long a price of the index stands for what comes after its hour: a pair in which nobody trades keeps its price, but after a day nobody can say
 * that it would still be paid. Beyond that the past has no price, and what needs one shows a gap.
 */
export const PRICE_CARRY_SECONDS = 24 * 3_600;

const HOUR_SECONDS = 3_600;

/**
 * SQL: the price in US dollars with 18 decimals that was known at `atSeconds` for the asset `s` on its network `n`, or NULL. A row of an hour holds
 * that hour's last price, so it is known when the hour is over. An anchor is one dollar by definition. Arguments are SQL texts of ours.
 */
export const priceAt = (atSeconds: string): string => `
  (SELECT CASE WHEN m.is_usd_anchor THEN 1000000000000000000 ELSE (
            SELECT p.usd_e18 FROM holdfast.token_prices p
             WHERE p.network = m.network AND p.token = m.address
               AND p.hour_at <= to_timestamp(${atSeconds} - ${HOUR_SECONDS})
               AND p.hour_at > to_timestamp(${atSeconds} - ${HOUR_SECONDS + PRICE_CARRY_SECONDS})
             ORDER BY p.hour_at DESC LIMIT 1) END
     FROM holdfast.market_tokens m
    WHERE m.network = s.network AND m.address = coalesce(lower(s.contract), n.wrapped_coin))`;

/** The decimals of what priceAt answers. */
export const PRICE_DECIMALS = 18;
