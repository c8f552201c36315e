// EMAIL_OTP as a first factor.
import { emailOf } from "../store/find-user";
import type { Attempt } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { openEmailCode } from "./open-email-code";

/** Where the code of an unknown name would go: the name itself when it is an address, and else an address that is always the same. */
function simulatedAddress({ needs, subject, parameters }: Attempt): string {
  const name = parameters["USERNAME"] ?? subject.username;
  if (name.includes("@")) return name;
  const [first = 0, second = 0] = needs.keys.derive(`simulated|mail|${subject.poolId}|${subject.username}`, 2);
  const letter = (byte: number) => String.fromCharCode(97 + (byte % 26));
  return `${letter(first)}@${letter(second)}`;
}

/** Sends a code to the user's proven mailbox; an unknown user gets the same answer and nothing is sent (observed by a third party). */
export function offerEmailOtp(attempt: Attempt): Promise<ChallengeAnswer> {
  const { user } = attempt.subject;
  const email = user === null ? simulatedAddress(attempt) : (emailOf(user) ?? "");
  return openEmailCode(attempt, { user, email });
}
