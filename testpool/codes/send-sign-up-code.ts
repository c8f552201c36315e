// Sign-up codes: six digits, a day long, replaced by each resend.
import { randomInt } from "node:crypto";
import type { Needs } from "../protocol/needs";
import { maskEmail } from "../rules/mask-email";
import { putUser } from "../store/find-user";
import type { UserRecord } from "../store/records";
import { sendMessage } from "./outbox";

const LIFE_SECONDS = 86_400;

/** Cognito's CodeDeliveryDetails. */
export interface CodeDelivery {
  readonly AttributeName: string;
  readonly DeliveryMedium: string;
  readonly Destination: string;
}

/** Where a code for this address would have gone. */
export function deliveryTo(email: string): CodeDelivery {
  return { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: maskEmail(email) };
}

/** Stores the user with a fresh code and mails it; null, and no code, for a user without an email. */
export function sendSignUpCode(needs: Needs, user: UserRecord): CodeDelivery | null {
  if (user.email === null) {
    putUser(needs, user);
    return null;
  }
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  putUser(needs, { ...user, signUpCode: { code, expiresAtSeconds: needs.clock.nowSeconds() + LIFE_SECONDS } });
  sendMessage(needs, {
    poolId: user.poolId,
    to: user.email,
    kind: "sign-up-code",
    subject: "Your verification code",
    text: `Your confirmation code is ${code}`,
    code,
  });
  return deliveryTo(user.email);
}
