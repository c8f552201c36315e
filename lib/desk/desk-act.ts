// What the support desk can do, as one table. All of it tightens, or starts a wait in full; what is not here has no name, in the code and in the database.

export const DESK_ACTS = [
  "freeze_account",
  "end_sessions",
  "uphold_cancel",
  "restart_recovery",
  "start_recovery",
  "resend_notice",
] as const;

export type DeskAct = (typeof DESK_ACTS)[number];

/** One act, in words for the operator who asks, the one who decides, and the trader who is told. */
export interface ActWords {
  readonly title: string;
  /** What follows at once when a second operator approves. */
  readonly effect: string;
  /** What it is about besides the account. */
  readonly subject: "account" | "dispute" | "event";
}

/** Every act; one without words does not compile. */
export const DESK_ACT_WORDS: Readonly<Record<DeskAct, ActWords>> = {
  freeze_account: {
    title: "Freeze the account",
    effect: "Every session ends and nothing can be moved or changed. Only the trader's own approval and a day's wait end a freeze.",
    subject: "account",
  },
  end_sessions: {
    title: "End every session",
    effect: "The account is signed out on every device. Passwords, factors and holds stay as they are.",
    subject: "account",
  },
  uphold_cancel: {
    title: "Keep the disputed way back closed",
    effect:
      "The recovery that was cancelled stays cancelled, and none can be started for 30 days. The trader's own factors work as always.",
    subject: "dispute",
  },
  restart_recovery: {
    title: "Let the disputed recovery start again",
    effect:
      "A recovery starts with its full wait of three days. Every known address and device is told and can cancel it until it is completed.",
    subject: "dispute",
  },
  start_recovery: {
    title: "Start a recovery of a frozen account",
    effect:
      "A recovery starts with its full wait of three days, told to every known address and device, each of which can cancel. The account stays frozen: whoever comes back may set up one factor, and then unfreezes it in the trader's own way.",
    subject: "account",
  },
  resend_notice: {
    title: "Send a notice again",
    effect: "The trader is mailed once more what one event of the security log was.",
    subject: "event",
  },
};

/** Whether this names an act of the desk. */
export const isDeskAct = (name: string): name is DeskAct => (DESK_ACTS as readonly string[]).includes(name);

/** Seconds for which a request waits for a second operator. */
export const DESK_REQUEST_SECONDS = 24 * 60 * 60;

/** Seconds for which an upheld cancel keeps the way back closed. */
export const UPHELD_CLOSED_SECONDS = 30 * 24 * 60 * 60;

/** Seconds back for which an event's notice can be sent again. */
export const RESENT_EVENT_AGE_SECONDS_MAX = 90 * 24 * 60 * 60;
