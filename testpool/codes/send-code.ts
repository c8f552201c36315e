// Codes that prove a mailbox: six digits, as long as AWS says for their purpose, replaced by each resend.
import { randomInt } from "node:crypto";
import type { Needs } from "../protocol/needs";
import { maskEmail } from "../rules/mask-email";
import { putUser } from "../store/find-user";
import type { CodePurpose, UserRecord } from "../store/records";
import { customMessage, type MessageSource } from "../triggers/custom-message";
import type { TriggerContext } from "../triggers/trigger-context";
import { codeKindOf } from "./code-kinds";
import { sendMessage } from "./outbox";

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

/** Digits that nobody can guess. */
export function makeCode(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, "0");
}

/** A code to send: why, to whom, and what the CustomMessage trigger is told. `user` must be as the store has it now. */
export interface CodeOrder {
  readonly needs: Needs;
  readonly user: UserRecord;
  readonly purpose: CodePurpose;
  readonly to: string;
  readonly source: MessageSource;
  readonly context: TriggerContext;
}

/**
 * Stores a fresh code with the user at once, then mails it to `to`, in the trigger's words when there is one; an earlier code of the
 * same purpose is void. After it the record in hand is old: read it again.
 */
export async function sendCode({ needs, user, purpose, to, source, context }: CodeOrder): Promise<CodeDelivery> {
  const { kind, subject, text, lifeSeconds } = codeKindOf(purpose);
  const code = makeCode(6);
  const sent = { code, expiresAtSeconds: needs.clock.nowSeconds() + lifeSeconds, failures: 0, sentTo: to };
  const changed = { ...user, codes: { ...user.codes, [purpose]: sent } };
  putUser(needs, changed);
  const message = await customMessage({ ...context, user: changed }, source, code, { subject, text: text(code) });
  sendMessage(needs, { poolId: user.poolId, to, kind, ...message, code });
  return deliveryTo(to);
}
