// The text of a notice. Plain text without tracking: what it says is all that it does.
import type { EventWords } from "./event-words";

/** What a notice tells. Times are whole seconds since the Unix epoch. */
export interface Notice {
  readonly words: EventWords;
  readonly atSeconds: number;
  /** Empty where nobody knows. */
  readonly device: string;
  readonly network: string;
  readonly phrase: string;
  readonly freezeUrl: string;
  readonly securityUrl: string;
  /** What the event's words leave open, line by line; none for most events. */
  readonly more?: readonly string[];
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** Such as "28 November 2026, 16:20 UTC". */
export function timeInWords(atSeconds: number): string {
  const at = new Date(atSeconds * 1_000);
  return `${String(at.getUTCDate())} ${MONTHS[at.getUTCMonth()] ?? ""} ${String(at.getUTCFullYear())}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** Subject and body. The phrase stands on top, because it is what tells our mail from a copy of it. */
export function noticeText({ words, atSeconds, device, network, phrase, freezeUrl, securityUrl, more = [] }: Notice): {
  readonly subject: string;
  readonly text: string;
} {
  const lines = [
    `Your words: ${phrase}`,
    "If these are not your words, this mail is not from us.",
    "",
    words.sentence,
    ...more,
    "",
    `When: ${timeInWords(atSeconds)}`,
    `Device: ${device === "" ? "not known" : device}`,
    `Network: ${network === "" || network === "unknown" ? "not known" : network}`,
    "",
    "If this was you, there is nothing to do.",
    "",
    "If it was not you, freeze your account. You need not sign in, and it only makes things safer: every session ends and",
    "nothing can be moved or changed until you unfreeze it yourself. The page asks once more before it does anything.",
    freezeUrl,
    "",
    "Everything that happened to your account is listed on its security page. Open it by typing our address yourself:",
    securityUrl,
  ];
  return { subject: `Holdfast: ${words.mailTitle ?? words.title}`, text: lines.join("\n") };
}
