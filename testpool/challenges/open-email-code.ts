// EMAIL_OTP, as a first or as a second factor: a code goes to a mailbox, and the Session remembers it.
import { makeCode } from "../codes/send-code";
import { sendMessage } from "../codes/outbox";
import { maskEmail } from "../rules/mask-email";
import type { UserRecord } from "../store/records";
import { requirePool } from "../store/find-client";
import { customMessage } from "../triggers/custom-message";
import type { Attempt } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";

/** EMAIL_OTP codes have 8 digits (observed by a third party as a first factor; the same as a second factor is assumed). */
const CODE_DIGITS = 8;

/** A mailbox; `user` is null when nobody owns it, and then nothing is sent. */
export interface Mailbox {
  readonly user: UserRecord | null;
  readonly email: string;
}

/** Tries with one code as a first factor; six in a row were observed to be judged and not locked, the bound itself is assumed. */
export const FIRST_FACTOR_TRIES = 10;

/** Sends a code and answers EMAIL_OTP. `emailSetup` is the address when the answer is to make it a factor. */
export async function openEmailCode(attempt: Attempt, mailbox: Mailbox, emailSetup: string | null = null): Promise<ChallengeAnswer> {
  const { needs, client, subject, clientMetadata } = attempt;
  const code = makeCode(CODE_DIGITS);
  if (mailbox.user !== null) {
    const pool = requirePool(needs, client.poolId);
    const context = { needs, pool, clientId: client.id, userName: mailbox.user.username, user: mailbox.user, clientMetadata };
    const fallback = { subject: "Your authentication code", text: `Your authentication code is ${code}` };
    const message = await customMessage(context, "CustomMessage_Authentication", code, fallback);
    sendMessage(needs, { poolId: client.poolId, to: mailbox.email, kind: "sign-in-code", ...message, code });
  }
  const expiresAtSeconds = needs.clock.nowSeconds() + client.authSessionSeconds;
  const sentCode = { code, expiresAtSeconds, failures: 0 };
  return {
    ChallengeName: "EMAIL_OTP",
    Session: openChallenge(needs, subject, "EMAIL_OTP", { sentCode, emailSetup }),
    ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL", CODE_DELIVERY_DESTINATION: maskEmail(mailbox.email) },
  };
}
