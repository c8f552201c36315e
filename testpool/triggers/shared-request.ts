// The parts of `request` that several triggers share.
import type { Fields } from "../protocol/shapes";
import type { TriggerContext } from "./trigger-context";

/** The user's attributes as triggers see them: `sub` and `cognito:user_status` among them (observed), nothing for an unknown user. */
export function userAttributes({ user }: TriggerContext): Readonly<Record<string, string>> {
  return user === null ? {} : { sub: user.sub, "cognito:user_status": user.status, ...user.attributes };
}

/** `userAttributes`, and `clientMetadata` when the call brought some. */
export function sharedRequest(context: TriggerContext): Fields {
  const { clientMetadata } = context;
  return { userAttributes: userAttributes(context), ...(clientMetadata === undefined ? {} : { clientMetadata }) };
}

/** `userNotFound`, which only clients with PreventUserExistenceErrors tell (documented). */
export function userNotFound({ needs, clientId, user }: TriggerContext): Fields {
  const client = clientId === null ? undefined : needs.store.get("clients", clientId);
  return client?.preventUserExistenceErrors === true ? { userNotFound: user === null } : {};
}
