// The port through which mail leaves: one SMTP address, whoever stands behind it.

/** One mail as it leaves. */
export interface OutgoingMail {
  /** The same for every attempt, so that a reader's mailbox may drop what arrives twice. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What became of an attempt: `refused` means that this mail was refused, `down` that no mail can leave right now. */
export type Delivery = "sent" | "refused" | "down";

export interface Mailer {
  /** Never throws; a failure is an outcome. */
  deliver(mail: OutgoingMail): Promise<Delivery>;
}
