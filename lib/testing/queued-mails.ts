// What waits in the outbox, as the worker reads it: the product's own role cannot.
import { createDatabase } from "@/lib/server/postgres/create-database";

/** One queued mail. */
export interface QueuedMail {
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
}

/** Every queued mail to these addresses, oldest first. */
export async function queuedMails(workerUrl: string, recipients: readonly string[]): Promise<readonly QueuedMail[]> {
  const database = createDatabase({ url: workerUrl, poolSize: 1 });
  try {
    return await database.asService((tx) =>
      tx.query<QueuedMail>(
        "SELECT recipient, subject, body FROM holdfast.mail_outbox WHERE recipient = ANY ($1) AND finished_at IS NULL ORDER BY queued_at, ctid",
        [recipients],
      ),
    );
  } finally {
    await database.close();
  }
}
