// Mail by outbox: the act and its mail stand or fall together, and an outage of the mail service never fails an act.
import "server-only";
import { randomUUID } from "node:crypto";
import type { Transaction } from "@/lib/server/postgres/database";

/** One mail in plain text. It may hold a link or a code of its reader, and nothing that belongs to anybody else. */
export interface Mail {
  readonly to: string;
  /** One line of at most 200 characters. */
  readonly subject: string;
  readonly text: string;
}

/** Queues one mail in any transaction, with a trader or without; the worker sends it at least once, soon after the commit. */
export async function queueMail(tx: Transaction, { to, subject, text }: Mail, nowSeconds: number): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.mail_outbox (id, recipient, subject, body, queued_at, next_attempt_at)
     VALUES ($1, $2, $3, $4, to_timestamp($5), to_timestamp($5))`,
    [randomUUID(), to, subject, text, nowSeconds],
  );
}
