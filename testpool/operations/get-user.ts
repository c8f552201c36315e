// GetUser: what a user may read about themselves.
import { openTokenCall } from "../accounts/token-call";
import { ACCESS_TOKEN } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { activeMfaMethods } from "../rules/active-mfa";
import { readableAttributes } from "../tokens/readable-attributes";

/** Answers Username, the UserAttributes that the client may read, and the active MFA methods; `WEB_AUTHN_MFA` as a list entry is assumed. */
export const getUser = defineOperation({
  name: "GetUser",
  access: "token",
  quota: "UserRead",
  request: { AccessToken: needed(ACCESS_TOKEN) },
  refusals: [],
  perform: (request, needs) => {
    const { user, pool, client } = openTokenCall(needs, request);
    const active: string[] = [...activeMfaMethods(pool, user)];
    if (user.mfa.webAuthn && user.totp !== null) active.push("WEB_AUTHN_MFA");
    return {
      Username: user.username,
      UserAttributes: Object.entries({ ...readableAttributes(client, user), sub: user.sub }).map(([Name, Value]) => ({ Name, Value })),
      ...(active.length > 0 ? { UserMFASettingList: active } : {}),
      ...(user.mfa.preferred === null ? {} : { PreferredMfaSetting: user.mfa.preferred }),
    };
  },
});
