// A user in Cognito's words, as administrators see one.
import type { UserRecord } from "../store/records";

/** Every attribute of a user as name and value, `sub` among them. */
export function describeAttributes(user: UserRecord): readonly { readonly Name: string; readonly Value: string }[] {
  return [...Object.entries(user.attributes), ["sub", user.sub] as const].map(([Name, Value]) => ({ Name, Value }));
}

/** UserType; `attributesToGet` chooses among the attributes. */
export function describeUser(user: UserRecord, attributesToGet: readonly string[] | null = null): object {
  const isWanted = ({ Name }: { readonly Name: string }) => attributesToGet?.includes(Name) !== false;
  return {
    Username: user.username,
    Attributes: describeAttributes(user).filter(isWanted),
    UserCreateDate: user.createdAtSeconds,
    UserLastModifiedDate: user.modifiedAtSeconds,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
