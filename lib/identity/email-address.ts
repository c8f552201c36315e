// The one way to write an account's name, so that no twin of an address has counters or a mapping of its own.
import { accept, refuse, type Result } from "@/lib/ground/result";

const LENGTH_MAX = 254;
// Only printable ASCII: the pool's mail service delivers to nothing else (no SMTPUTF8), and look-alike letters cannot pass for the real ones.
const SHAPE = /^[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+$/;

/** Trims an address and folds its case. Refuses everything but printable ASCII, a missing part and more than 254 characters. */
export function normaliseEmail(typed: string): Result<string, "not_an_email"> {
  const email = typed.trim();
  // Judged before the case is folded: composing and folding would turn the Kelvin sign into a plain k.
  return email.length <= LENGTH_MAX && SHAPE.test(email) ? accept(email.toLowerCase()) : refuse("not_an_email");
}

/** What a screen may show of an address after a code was sent: first letters only, whether or not anything was really sent. */
export function maskEmail(email: string): string {
  const [local = "", domain = ""] = email.split("@");
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}
