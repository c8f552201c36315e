// GetUserAuthFactors: with what a user can sign in.
import { describeMfa } from "../admin/describe-user";
import { ACCESS_TOKEN } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import type { Needs } from "../protocol/needs";
import { needed } from "../protocol/shapes";
import { isVerified, listPasskeys } from "../store/find-user";
import type { UserRecord } from "../store/records";
import type { FirstFactorSetting, PoolRecord } from "../store/settings-records";
import { requireAccessToken } from "../tokens/require-access-token";

function configuredFactors(needs: Needs, pool: PoolRecord, user: UserRecord): readonly FirstFactorSetting[] {
  const has: Readonly<Record<FirstFactorSetting, boolean>> = {
    PASSWORD: user.srp !== null,
    EMAIL_OTP: isVerified(user, "email"),
    SMS_OTP: isVerified(user, "phone_number"),
    WEB_AUTHN: listPasskeys(needs, user).length > 0,
  };
  return pool.firstFactors.filter((factor) => has[factor]);
}

/** Answers Username, the first factors that the pool allows and the user has (assumed meaning), and the active MFA methods. */
export const getUserAuthFactors = defineOperation({
  name: "GetUserAuthFactors",
  access: "token",
  quota: "UserRead",
  request: { AccessToken: needed(ACCESS_TOKEN) },
  refusals: [],
  perform: (request, needs) => {
    const { user, pool } = requireAccessToken(needs, request.AccessToken);
    return {
      Username: user.username,
      ...describeMfa(pool, user),
      ConfiguredUserAuthFactors: configuredFactors(needs, pool, user),
    };
  },
});
