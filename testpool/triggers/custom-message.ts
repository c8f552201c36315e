// CustomMessage: may write the mail that carries a code.
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

/** The mail for a code: the trigger's, or `fallback`. */
export async function customMessage(_context: TriggerContext, _source: MessageSource, _code: string, fallback: Message): Promise<Message> {
  return Promise.resolve(fallback);
}
