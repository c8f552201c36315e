// Whether a reason may be written down and mailed to the trader: long enough to mean something, and without anything that opens an account.

export const REASON_LENGTH_MIN = 20;
export const REASON_LENGTH_MAX = 500;

/** Why a reason is not taken. */
export type ReasonFault = "too_short" | "too_long" | "not_plain" | "has_secret" | "has_link" | "has_address";

/** The words for each. */
export const REASON_FAULTS: Readonly<Record<ReasonFault, string>> = {
  too_short: "Say why in at least 20 characters; the trader reads it.",
  too_long: "Say why in at most 500 characters.",
  not_plain: "Write one line of plain text.",
  has_secret:
    "This holds something that looks like a code, a password or a key. Take it out, and tell the caller that we never ask for one.",
  has_link: "Write no links: the trader is mailed these words.",
  has_address: "Write no email address: the trader is mailed these words, and others read them.",
};

const PLAIN = /^[ \p{L}\p{M}\p{N}\p{P}\p{S}]*$/u;
// As the database counts: by characters, and not by their halves.
const lengthOf = (text: string): number => Array.from(text).length;
const LINK = /(?:https?:|www\.|:\/\/)/i;
const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/;
// Six digits are a code, with blanks or dashes between or without; so are the groups of a recovery code and any long run of letters with digits.
const CODE = /(?:\d[ -]?){6,}/;
const KEY = /\b(?=[A-Za-z0-9_+/=-]*\d)(?=[A-Za-z0-9_+/=-]*[A-Za-z])[A-Za-z0-9_+/=-]{16,}/;
const GROUPS = /\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){2,}\b/;
const SAYS_SECRET = /\b(?:password|passcode|pin|secret|code)(?:\s+(?:is|was)\b|\s*[:=])/i;

/** The fault of a reason, trimmed, or null for one that may be written down. A support code such as R-1A2B3C4D is none. */
export function judgeReason(text: string): ReasonFault | null {
  const reason = text.trim();
  if (lengthOf(reason) > REASON_LENGTH_MAX) return "too_long";
  if (!PLAIN.test(reason)) return "not_plain";
  if (lengthOf(reason) < REASON_LENGTH_MIN) return "too_short";
  if (LINK.test(reason)) return "has_link";
  if (ADDRESS.test(reason)) return "has_address";
  const withoutOurCodes = reason.replace(/\b[A-Z]-[0-9A-F]{8}\b/g, "");
  return CODE.test(withoutOurCodes) || KEY.test(withoutOurCodes) || GROUPS.test(withoutOurCodes) || SAYS_SECRET.test(withoutOurCodes)
    ? "has_secret"
    : null;
}
