// GetUser: what a user may read about themselves.
import type { Needs } from "../protocol/needs";
import type { Fields } from "../protocol/read-fields";
import { isTotpActive } from "../challenges/continue-sign-in";
import { requireAccessToken } from "../tokens/require-access-token";

/** Answers Username, UserAttributes and the active MFA methods; `WEB_AUTHN_MFA` as a list entry is assumed. */
export function getUser(request: Fields, needs: Needs): object {
  const { user, pool } = requireAccessToken(needs, request);
  const active = isTotpActive(pool, user) ? ["SOFTWARE_TOKEN_MFA"] : [];
  if (user.mfa.webAuthn && user.totp !== null) active.push("WEB_AUTHN_MFA");
  const email =
    user.email === null
      ? []
      : [
          { Name: "email", Value: user.email },
          { Name: "email_verified", Value: String(user.emailVerified) },
        ];
  return {
    Username: user.username,
    UserAttributes: [...email, { Name: "sub", Value: user.sub }],
    ...(active.length > 0 ? { UserMFASettingList: active } : {}),
    ...(user.mfa.softwareTokenPreferred ? { PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" } : {}),
  };
}
