// What a person reads out to the support desk: enough to find a state, and nothing that opens anything.

/** Each letter says what the eight characters behind it are the beginning of. */
export const CODE_LETTERS = {
  /** A hold. */
  H: "hold",
  /** A recovery without a second factor. */
  R: "recovery",
  /** A withdrawal. */
  W: "withdrawal",
  /** A session. */
  S: "session",
  /** The account itself: frozen (F), passkeys only or leaving that (P), authenticator removed (A), email changing (E). */
  F: "account",
  P: "account",
  A: "account",
  E: "account",
} as const;

export type CodeLetter = keyof typeof CODE_LETTERS;

/** What the characters of a code stand for. */
export type CodeSubject = (typeof CODE_LETTERS)[CodeLetter];

const LENGTH = 8;

/** Such as `R-1A2B3C4D`: the letter of the kind and the beginning of the id that it is about. */
export const supportCode = (letter: CodeLetter, id: string): string => `${letter}-${id.slice(0, LENGTH).toUpperCase()}`;

/** The code of every lock on guesses. It is told to people without a session, so it names no account: the desk asks for the address. */
export const LOCK_CODE = "locked_out";

const FORM = /^([A-Z])-?([0-9A-F]{8})$/;

/** Reads a code as it is said on the phone: any case, with spaces or without the dash. Null for anything else. */
export function readSupportCode(text: string): { readonly subject: CodeSubject; readonly prefix: string } | null {
  const [, letter = "", prefix = ""] = FORM.exec(text.replace(/\s/g, "").toUpperCase()) ?? [];
  const subject = (CODE_LETTERS as Readonly<Record<string, CodeSubject>>)[letter];
  return subject === undefined ? null : { subject, prefix: prefix.toLowerCase() };
}
