// How often one network or one address may start something. Fixed windows in PostgreSQL, so that all processes count together.
import "server-only";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { Database } from "@/lib/server/postgres/database";

import { keyedName } from "./derive-key";

/** The limits as data: uses per window, window in seconds. */
export const RATE_POLICY = {
  /** Sign-in starts of one network. */
  "sign-in": { uses: 300, windowSeconds: 60 },
  /** Sign-ups, confirmations and repeated codes of one network. */
  "sign-up": { uses: 300, windowSeconds: 60 },
  /** Mails that one address can be sent by sign-ups, whoever starts them. */
  "sign-up-mail": { uses: 10, windowSeconds: 3_600 },
  /** Starts and ends of a password's reset of one network. */
  "password-reset": { uses: 300, windowSeconds: 60 },
  /** Mails that one address can be sent by resets, whoever starts them. */
  "password-reset-mail": { uses: 5, windowSeconds: 3_600 },
  /** Mails that one address can be sent by changes of email, whoever asks. */
  "email-change-mail": { uses: 5, windowSeconds: 3_600 },
  /** Codes that one address can be sent for suspicious sign-ins, whoever signs in with its password. */
  "suspicion-mail": { uses: 5, windowSeconds: 3_600 },
} as const;

/** What is limited. */
export type RatePurpose = keyof typeof RATE_POLICY;

// One statement decides and counts. A refused use is counted too, up to one beyond the limit, and never moves the window.
const USE = `
  INSERT INTO holdfast.rate_windows AS row (key, purpose, started_at_seconds, uses) VALUES ($1, $2, $3, 1)
  ON CONFLICT (key, purpose) DO UPDATE
    SET uses = CASE WHEN $3 >= row.started_at_seconds + $4::int THEN 1 ELSE least(row.uses, $5::int) + 1 END,
        started_at_seconds = CASE WHEN $3 >= row.started_at_seconds + $4::int THEN $3 ELSE row.started_at_seconds END
  RETURNING uses, (started_at_seconds + $4::int - $3)::int AS "secondsLeft"`;

/** Counts one use. Refuses beyond the limit, with the whole seconds until the window ends. */
export async function countUse(
  database: Database,
  use: { readonly purpose: RatePurpose; readonly name: string; readonly nowSeconds: number },
): Promise<Result<null, { readonly retryAfterSeconds: number }>> {
  const { uses, windowSeconds } = RATE_POLICY[use.purpose];
  const params = [keyedName("rate-window", use.name), use.purpose, use.nowSeconds, windowSeconds, uses];
  const [row] = await database.asService((tx) => tx.query<{ uses: number; secondsLeft: number }>(USE, params));
  return row === undefined || row.uses > uses
    ? refuse({ retryAfterSeconds: Math.max(1, row?.secondsLeft ?? windowSeconds) })
    : accept(null);
}
