// The mail that tells a user of an account that an administrator made: the username and a temporary password.
import { sendMessage } from "../codes/outbox";
import { emailOf } from "../store/find-user";
import type { UserRecord } from "../store/records";
import { customMessage } from "../triggers/custom-message";
import type { TriggerContext } from "../triggers/trigger-context";

/** Mails the invitation; its text is AWS's own (observed) unless the CustomMessage trigger writes another. Without an email nothing is sent. */
export async function sendInvitation(context: TriggerContext, user: UserRecord, password: string): Promise<void> {
  const to = emailOf(user);
  if (to === null) return;
  const text = `Your username is ${user.username} and temporary password is ${password}.`;
  const message = await customMessage({ ...context, user }, "CustomMessage_AdminCreateUser", password, {
    subject: "Your temporary password",
    text,
  });
  sendMessage(context.needs, { poolId: user.poolId, to, kind: "invitation", ...message, code: password });
}
