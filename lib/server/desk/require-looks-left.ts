// An operator who looks at more accounts than anybody calls about is stopped for a while: the desk is no directory.
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Operator } from "@/lib/server/operators/operator";
import type { Transaction } from "@/lib/server/postgres/database";

/** Looks of one operator within an hour. */
export const LOOKS_PER_HOUR_MAX = 120;
const WINDOW_SECONDS = 3_600;

/** Throws RefusalError `rate_limited`, with the whole seconds until the oldest look of the hour is forgotten. In a transaction as the operator. */
export async function requireLooksLeft(tx: Transaction, { sub }: Pick<Operator, "sub">, nowSeconds: number): Promise<void> {
  const looks = await tx.query<{ at: number }>(
    `SELECT extract(epoch FROM at)::float8 AS at FROM holdfast.operator_events
      WHERE sub = $1 AND kind = 'desk_looked' AND at > to_timestamp($2) ORDER BY id DESC LIMIT $3`,
    [sub, nowSeconds - WINDOW_SECONDS, LOOKS_PER_HOUR_MAX],
  );
  const oldest = looks[LOOKS_PER_HOUR_MAX - 1];
  if (oldest === undefined) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(oldest.at + WINDOW_SECONDS - nowSeconds));
  throw new RefusalError({ code: "rate_limited", detail: "You have looked at too many accounts in an hour.", retryAfterSeconds });
}
