// How many mails a trader gets: one per signal while there are few, then one that lists the rest. A market that runs away must not flood a mailbox.

/** Mails of signals per trader within any hour. */
export const SIGNAL_MAILS_PER_HOUR = 6;

/** What is sent now: so many of the oldest each in a mail of its own, and then all others in one mail, or later. */
export interface MailPlan {
  readonly single: number;
  readonly rest: "none" | "digest" | "later";
}

/** The plan for `waiting` signals when `sentInHour` mails have left within the last hour. */
export function planMails(waiting: number, sentInHour: number): MailPlan {
  const room = Math.max(0, SIGNAL_MAILS_PER_HOUR - sentInHour);
  if (waiting <= room) return { single: waiting, rest: "none" };
  return room === 0 ? { single: 0, rest: "later" } : { single: room - 1, rest: "digest" };
}
