// The mail outbox as the worker sees it. A mail is claimed before it is sent: a crash delays it and never loses it, and two workers never share one.
import type { Transaction } from "@/lib/server/postgres/database";

const CLAIM_MAX = 20;
const BACK_OFF_SECONDS_MAX = 600;
const OUTAGE_PAUSE_SECONDS = 4;

/** A mail that nobody would take for three days is given up: what it told of is long on the trader's own log. */
export const MAIL_AGE_SECONDS_MAX = 3 * 24 * 60 * 60;

export interface ClaimedMail {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly attempts: number;
  readonly isOld: boolean;
}

/** Claims up to twenty due mails, oldest first. A next attempt further away than any back-off means that the demo's clock was set back. */
export const claimMails = (tx: Transaction, nowSeconds: number): Promise<ClaimedMail[]> =>
  tx.query<ClaimedMail>(
    `UPDATE holdfast.mail_outbox
        SET attempts = attempts + 1, next_attempt_at = to_timestamp($1 + least($2, 2 ^ least(attempts + 1, 20)))
      WHERE id IN (SELECT id FROM holdfast.mail_outbox
                    WHERE finished_at IS NULL AND (next_attempt_at <= to_timestamp($1) OR next_attempt_at > to_timestamp($1 + $2))
                    ORDER BY queued_at, id LIMIT ${CLAIM_MAX.toString()} FOR UPDATE SKIP LOCKED)
      RETURNING id, recipient, subject, body, attempts, queued_at < to_timestamp($1 - $3) AS "isOld"`,
    [nowSeconds, BACK_OFF_SECONDS_MAX, MAIL_AGE_SECONDS_MAX],
  );

/** Ends a mail and forgets what it said and to whom. */
export async function finishMail(tx: Transaction, id: string, outcome: "sent" | "given_up", nowSeconds: number): Promise<void> {
  await tx.query(
    `UPDATE holdfast.mail_outbox SET recipient = NULL, subject = NULL, body = NULL, outcome = $2, finished_at = to_timestamp($3)
      WHERE id = $1 AND finished_at IS NULL`,
    [id, outcome, nowSeconds],
  );
}

/**
 * Makes claimed mails due again: the service was down, which is not their fault. The one that met it comes again in four seconds at most, however
 * often that has been, so that the return of a service is noticed by whatever waits; the others are due at once.
 */
export async function releaseMails(
  tx: Transaction,
  { tried, untried }: { readonly tried: string; readonly untried: readonly string[] },
  nowSeconds: number,
): Promise<void> {
  await tx.query(
    `UPDATE holdfast.mail_outbox SET next_attempt_at = least(next_attempt_at, to_timestamp($2 + ${OUTAGE_PAUSE_SECONDS.toString()}))
      WHERE id = $1 AND finished_at IS NULL`,
    [tried, nowSeconds],
  );
  if (untried.length === 0) return;
  await tx.query(
    "UPDATE holdfast.mail_outbox SET attempts = attempts - 1, next_attempt_at = to_timestamp($2) WHERE id = ANY ($1) AND finished_at IS NULL",
    [untried, nowSeconds],
  );
}
