// GetUser: what a user may read about themselves.
import { isTotpActive } from "../challenges/continue-sign-in";
import { ACCESS_TOKEN } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requireAccessToken } from "../tokens/require-access-token";

/** Answers Username, UserAttributes and the active MFA methods; `WEB_AUTHN_MFA` as a list entry is assumed. */
export const getUser = defineOperation({
  name: "GetUser",
  access: "token",
  quota: "UserRead",
  request: { AccessToken: needed(ACCESS_TOKEN) },
  refusals: [],
  perform: (request, needs) => {
    const { user, pool } = requireAccessToken(needs, request.AccessToken);
    const active = isTotpActive(pool, user) ? ["SOFTWARE_TOKEN_MFA"] : [];
    if (user.mfa.webAuthn && user.totp !== null) active.push("WEB_AUTHN_MFA");
    return {
      Username: user.username,
      UserAttributes: [
        ...Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
        { Name: "sub", Value: user.sub },
      ],
      ...(active.length > 0 ? { UserMFASettingList: active } : {}),
      ...(user.mfa.preferred === null ? {} : { PreferredMfaSetting: user.mfa.preferred }),
    };
  },
});
