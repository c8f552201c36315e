// One round of mail. It runs beside the rounds of settlement, because a slow mail service must not keep anybody's money waiting.
import type { Round } from "../create-round";
import type { Worker } from "../worker";
import { type ClaimedMail, claimMails, finishMail, releaseMails } from "./mail-outbox";
import type { Mailer } from "./mailer";

/** What mail needs of a worker, and the domain that its message ids stand in. */
export type MailWorker = Pick<Worker, "database" | "clock" | "log"> & { readonly mailer: Mailer; readonly domain: string };

/** The mail round of one process. It throws UnavailableError("database"); an outage of the mail service it notes once and waits out. */
export function createMailRound(worker: MailWorker): () => Promise<Round> {
  const { database, clock, log } = worker;
  let isDown = false;
  return async () => {
    const claimed = await database.asService((tx) => claimMails(tx, clock.nowSeconds()));
    for (const [index, mail] of claimed.entries()) {
      const delivery = await worker.mailer.deliver(outgoing(mail, worker.domain));
      if (delivery === "down") {
        if (!isDown) log.warn("mail_down");
        isDown = true;
        if (mail.isOld) await giveUp(worker, mail);
        const later = claimed.slice(index + 1).map(({ id }) => id);
        await database.asService((tx) => releaseMails(tx, { tried: mail.id, untried: later }, clock.nowSeconds()));
        return "idle";
      }
      if (isDown) log.info("mail_well_again");
      isDown = false;
      if (delivery === "sent") await database.asService((tx) => finishMail(tx, mail.id, "sent", clock.nowSeconds()));
      else if (mail.isOld) await giveUp(worker, mail);
      else log.warn("mail_refused", { mail: mail.id, attempts: mail.attempts });
    }
    return claimed.length > 0 ? "busy" : "idle";
  };
}

const outgoing = ({ id, recipient, subject, body }: ClaimedMail, domain: string) => ({
  messageId: `<${id}@${domain}>`,
  to: recipient,
  subject,
  text: body,
});

async function giveUp({ database, clock, log }: MailWorker, { id }: ClaimedMail): Promise<void> {
  log.error("mail_given_up", { mail: id });
  await database.asService((tx) => finishMail(tx, id, "given_up", clock.nowSeconds()));
}
