// Codes that prove a mailbox: six digits, as long as AWS says for their purpose, replaced by each resend.
import { randomInt } from "node:crypto";
import type { Needs } from "../protocol/needs";
import { maskEmail } from "../rules/mask-email";
import { putUser } from "../store/find-user";
import type { CodePurpose, UserRecord } from "../store/records";
import { sendMessage } from "./outbox";

/** Cognito's CodeDeliveryDetails. */
export interface CodeDelivery {
  readonly AttributeName: string;
  readonly DeliveryMedium: string;
  readonly Destination: string;
}

interface CodeKind {
  readonly kind: string;
  readonly subject: string;
  readonly text: (code: string) => string;
  readonly lifeSeconds: number;
}

const DAY_SECONDS = 86_400;
const SIGN_UP: CodeKind = {
  kind: "sign-up-code",
  subject: "Your verification code",
  text: (code) => `Your confirmation code is ${code}`,
  lifeSeconds: DAY_SECONDS,
};
const PASSWORD: CodeKind = {
  kind: "password-reset-code",
  subject: "Your verification code",
  text: (code) => `Your password reset code is ${code}`,
  lifeSeconds: 3600,
};
const ATTRIBUTE: CodeKind = {
  kind: "attribute-code",
  subject: "Your verification code",
  text: (code) => `Your verification code is ${code}`,
  lifeSeconds: DAY_SECONDS,
};

/** What is sent for a purpose; lifetimes are documented, texts observed. */
export function codeKindOf(purpose: CodePurpose): CodeKind {
  if (purpose === "sign-up") return SIGN_UP;
  return purpose === "password" ? PASSWORD : ATTRIBUTE;
}

/** Where a code for this address would have gone. */
export function deliveryTo(email: string): CodeDelivery {
  return { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: maskEmail(email) };
}

/** Digits that nobody can guess. */
export function makeCode(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, "0");
}

/** Stores a fresh code with the user and mails it to `to`; an earlier code of the same purpose is void. */
export function sendCode(needs: Needs, user: UserRecord, purpose: CodePurpose, to: string): CodeDelivery {
  const { kind, subject, text, lifeSeconds } = codeKindOf(purpose);
  const code = makeCode(6);
  const sent = { code, expiresAtSeconds: needs.clock.nowSeconds() + lifeSeconds, failures: 0 };
  putUser(needs, { ...user, codes: { ...user.codes, [purpose]: sent } });
  sendMessage(needs, { poolId: user.poolId, to, kind, subject, text: text(code), code });
  return deliveryTo(to);
}
