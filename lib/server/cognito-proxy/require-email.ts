// Accounts are named by email only. The pool would also take its own random usernames, and a name of another kind would have
// counters of its own, so it is refused here.
import "server-only";
import { normaliseEmail } from "@/lib/identity/email-address";

import { notAnEmail } from "./cognito-exception";

/** The account's normalised name, or Cognito's own refusal for a name that is no email. */
export function requireEmail(typed: string): string {
  const email = normaliseEmail(typed);
  if (!email.ok) throw notAnEmail();
  return email.value;
}
