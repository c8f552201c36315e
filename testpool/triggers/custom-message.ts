// CustomMessage: may write the mail that carries a code.
import { runTrigger } from "./run-trigger";
import { textIn } from "./response-fields";
import { sharedRequest } from "./shared-request";
import type { TriggerContext } from "./trigger-context";

export type MessageSource =
  | "CustomMessage_SignUp"
  | "CustomMessage_AdminCreateUser"
  | "CustomMessage_ResendCode"
  | "CustomMessage_ForgotPassword"
  | "CustomMessage_UpdateUserAttribute"
  | "CustomMessage_VerifyUserAttribute"
  | "CustomMessage_Authentication";

export interface Message {
  readonly subject: string;
  readonly text: string;
}

const CODE = "{####}";
const USERNAME = "{username}";

/**
 * The mail for a code: the trigger's, or `fallback`. The placeholders are filled in here; a text without the code's placeholder is not
 * used and the pool's own is sent (observed); an invitation needs the placeholder of the username too (documented).
 */
export async function customMessage(context: TriggerContext, source: MessageSource, code: string, fallback: Message): Promise<Message> {
  const isInvitation = source === "CustomMessage_AdminCreateUser";
  const response = await runTrigger(context, {
    name: "CustomMessage",
    source,
    request: { ...sharedRequest(context), codeParameter: CODE, usernameParameter: isInvitation ? USERNAME : null },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  if (response === null) return fallback;
  const text = textIn(response, "emailMessage");
  const isUsable = text !== null && text.includes(CODE) && (!isInvitation || text.includes(USERNAME));
  return {
    subject: textIn(response, "emailSubject") ?? fallback.subject,
    text: isUsable ? text.replaceAll(CODE, () => code).replaceAll(USERNAME, () => context.userName) : fallback.text,
  };
}
