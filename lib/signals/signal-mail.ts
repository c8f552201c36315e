// Mail about signals, in plain text. The trader's words stand on top, as on every mail of ours.
import type { Happened } from "./happened";
import { happenedSentence } from "./happened-sentence";
import type { PreparedAction } from "./prepare-action";

/** One signal as a mail tells it. */
export interface MailedSignal {
  readonly ruleName: string;
  readonly happened: Happened;
  readonly networkLabel: string;
  readonly action: PreparedAction;
  /** The trader's own label of the wallet, where there is one. */
  readonly walletName: string | null;
}

interface Envelope {
  readonly phrase: string;
  readonly origin: string;
}

const LINES_MAX = 40;

/** The mail of one signal. */
export function signalMail({ ruleName, happened, networkLabel, action, walletName }: MailedSignal, { phrase, origin }: Envelope) {
  const offer =
    action.kind === "order"
      ? [
          "",
          `An order is prepared: ${action.amount} ${action.pay} for ${action.receive}. Nothing happens before you approve it.`,
          `${origin}${action.href}`,
        ]
      : [];
  const lines = [
    ...head(phrase),
    happenedSentence(happened, walletName),
    "",
    `Rule: ${ruleName}`,
    `Network: ${networkLabel}`,
    `When: ${timeOf(happened)}`,
    `Transaction: ${happened.txHash}`,
    ...offer,
    ...foot(origin),
  ];
  return { subject: `Holdfast signal: ${ruleName}`, text: lines.join("\n") };
}

/** One mail for many signals, oldest first; those that do not fit are counted. */
export function signalListMail(signals: readonly MailedSignal[], { phrase, origin }: Envelope) {
  const shown = signals.slice(0, LINES_MAX);
  const hidden = signals.length - shown.length;
  const lines = [
    ...head(phrase),
    `${signals.length} more signals came within the hour. To keep your mailbox usable they are listed here in one mail.`,
    "",
    ...shown.map((signal) => `${timeOf(signal.happened)}  ${signal.ruleName}: ${happenedSentence(signal.happened, signal.walletName)}`),
    ...(hidden > 0 ? [`And ${hidden} more.`] : []),
    ...foot(origin),
  ];
  return { subject: `Holdfast signals: ${signals.length} more`, text: lines.join("\n") };
}

const head = (phrase: string): string[] => [`Your words: ${phrase}`, "If these are not your words, this mail is not from us.", ""];

const foot = (origin: string): string[] => ["", "All your signals, and the rules that raise them, are at", `${origin}/signals`];

const timeOf = ({ at }: Happened): string => at.replace("T", " ").replace("Z", " UTC");
