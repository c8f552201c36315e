// The mail of a suspicious sign-in: a code, why it is asked for, and what to do if the reader is not who signs in.
import "server-only";
import { SUSPICION_WORDS } from "@/lib/contracts/suspicion-words";
import { SUSPICION_CODE_SECONDS, type Suspicion } from "@/lib/policy/sign-in-risk";
import { settings } from "@/lib/server/env";
import type { Mail } from "@/lib/server/mail/queue-mail";

/** Who is mailed, and what the mail tells. */
export interface SuspiciousAttempt {
  readonly email: string;
  readonly suspicions: readonly Suspicion[];
  readonly device: string;
  readonly network: string;
}

/** One mail in plain text, to the address of the account. */
export const suspicionMail = ({ email, suspicions, device, network }: SuspiciousAttempt, code: string): Mail => ({
  to: email,
  subject: "Your code to finish signing in to Holdfast",
  text: [
    `Your code is ${code}. It works for ${SUSPICION_CODE_SECONDS / 60} minutes.`,
    "",
    ...suspicions.map((reason) => SUSPICION_WORDS[reason]),
    `Somebody with your password is signing in from ${device}, network ${network}.`,
    "",
    "If that is not you, do not pass the code on to anybody, us included, and replace your password:",
    `${settings().appOrigin}/recover/password`,
  ].join("\n"),
});
