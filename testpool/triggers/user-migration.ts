// UserMigration: asked about a name that the pool does not know, with the password that was typed.
import { listIn, textIn, textsIn } from "./response-fields";
import { runTrigger, unrecognizable } from "./run-trigger";
import type { TriggerContext } from "./trigger-context";

/** A user that the trigger knows. */
export interface MigratedUser {
  /** The name that the trigger chose for the user, or null. */
  readonly username: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly finalUserStatus: "CONFIRMED" | "RESET_REQUIRED";
  readonly messageAction: "SUPPRESS" | null;
  readonly forceAliasCreation: boolean;
}

const RESPONSE = {
  userAttributes: null,
  forceAliasCreation: null,
  enableSMSMFA: null,
  finalUserStatus: null,
  messageAction: null,
  desiredDeliveryMediums: null,
};

/**
 * Asks the trigger; null when there is none. A handler says that it does not know the user by throwing, or by answering no attributes:
 * InvalidLambdaResponseException (observed). `password` is null for a forgotten one. ClientMetadata of a sign-in arrives as
 * `validationData` too (documented). RESET_REQUIRED is the status where none is answered (documented).
 */
export async function migrateUser(
  context: TriggerContext,
  source: "UserMigration_Authentication" | "UserMigration_ForgotPassword",
  password: string | null,
): Promise<MigratedUser | null> {
  const { clientMetadata = null } = context;
  const validationData = context.validationData ?? (source === "UserMigration_Authentication" ? clientMetadata : null);
  const request = { ...(password === null ? {} : { password }), validationData, clientMetadata };
  const response = await runTrigger(context, { name: "UserMigration", source, request, response: { ...RESPONSE } });
  if (response === null) return null;
  const status = textIn(response, "finalUserStatus") ?? "RESET_REQUIRED";
  const messageAction = textIn(response, "messageAction");
  const isKnown = status === "CONFIRMED" || status === "RESET_REQUIRED";
  const isMessageKnown = messageAction === null || messageAction === "SUPPRESS" || messageAction === "RESEND";
  listIn(response, "desiredDeliveryMediums");
  const { username = null, ...attributes } = textsIn(response, "userAttributes");
  if (!isKnown || !isMessageKnown || Object.keys(attributes).length === 0) throw unrecognizable();
  return {
    username,
    attributes,
    finalUserStatus: status,
    messageAction: messageAction === "SUPPRESS" ? "SUPPRESS" : null,
    forceAliasCreation: response["forceAliasCreation"] === true,
  };
}
