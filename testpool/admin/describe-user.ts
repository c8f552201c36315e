// A user in Cognito's words, as administrators see one.
import { activeMfaMethods } from "../rules/active-mfa";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";

/** Every attribute of a user as name and value, `sub` among them. */
export function describeAttributes(user: UserRecord): readonly { readonly Name: string; readonly Value: string }[] {
  return [...Object.entries(user.attributes), ["sub", user.sub] as const].map(([Name, Value]) => ({ Name, Value }));
}

/** UserType; `attributesToGet` chooses among the attributes. */
export function describeUser(user: UserRecord, attributesToGet: readonly string[] | null = null) {
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

/** UserMFASettingList and PreferredMfaSetting, where there are any; `WEB_AUTHN_MFA` as a list entry is assumed. */
export function describeMfa(pool: PoolRecord, user: UserRecord): object {
  const methods: string[] = [...activeMfaMethods(pool, user)];
  if (user.mfa.webAuthn && methods.length > 0) methods.push("WEB_AUTHN_MFA");
  return {
    ...(methods.length > 0 ? { UserMFASettingList: methods } : {}),
    ...(user.mfa.preferred === null ? {} : { PreferredMfaSetting: user.mfa.preferred }),
  };
}
