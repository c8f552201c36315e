// What a user's MFA preferences may become, the same when the user and when an administrator asks.
import { invalidParameter } from "../protocol/cognito-exception";
import { isVerified } from "../store/find-user";
import type { MfaMethod, MfaPreference, UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { activeMfaMethods } from "./active-mfa";

interface Setting {
  readonly Enabled?: boolean;
  readonly PreferredMfa?: boolean;
}

/** The settings as both operations take them. */
export interface MfaPreferenceRequest {
  readonly SMSMfaSettings?: Setting;
  readonly SoftwareTokenMfaSettings?: Setting;
  readonly EmailMfaSettings?: Setting;
  readonly WebAuthnMfaSettings?: { readonly Enabled?: boolean };
}

/** Refuses a method that the user has not got: an app that was never proven (sentence observed), a mailbox that was not (assumed). */
function checkOwned(pool: PoolRecord, user: UserRecord, method: MfaMethod): void {
  if (method === "SOFTWARE_TOKEN_MFA") {
    if (user.totp === null) throw invalidParameter("User has not verified software token mfa");
    return;
  }
  if (!pool.emailMfa) throw invalidParameter("User pool does not have this MFA method.");
  if (!isVerified(user, "email")) throw invalidParameter("User does not have a verified email.");
}

/** The method's new setting; null keeps what was. A preferred method must be enabled in the same request (sentence assumed). */
function judgeSetting(pool: PoolRecord, user: UserRecord, method: MfaMethod, setting: Setting | undefined): Required<Setting> | null {
  if (setting === undefined) return null;
  const { Enabled = false, PreferredMfa = false } = setting;
  if (Enabled || PreferredMfa) checkOwned(pool, user, method);
  if (PreferredMfa && !Enabled) throw invalidParameter("Preferred MFA must be enabled.");
  return { Enabled, PreferredMfa };
}

function preferredAfter(former: MfaMethod | null, app: Required<Setting> | null, email: Required<Setting> | null): MfaMethod | null {
  if (app?.PreferredMfa === true && email?.PreferredMfa === true) {
    throw invalidParameter("Only one MFA method can be preferred."); // The sentence is assumed.
  }
  if (app?.PreferredMfa === true) return "SOFTWARE_TOKEN_MFA";
  if (email?.PreferredMfa === true) return "EMAIL_OTP";
  const isNamed = former === "SOFTWARE_TOKEN_MFA" ? app !== null : email !== null;
  return isNamed ? null : former;
}

/**
 * The preferences after the request. Refuses with InvalidParameterException factors that this pool or this user does not have, two
 * preferred methods, and a passkey preference without another active method beside it (documented rule; sentence assumed).
 */
export function changeMfaPreference(pool: PoolRecord, user: UserRecord, request: MfaPreferenceRequest): MfaPreference {
  if (request.SMSMfaSettings?.Enabled === true) throw invalidParameter("User pool does not have this MFA method.");
  const app = judgeSetting(pool, user, "SOFTWARE_TOKEN_MFA", request.SoftwareTokenMfaSettings);
  const email = judgeSetting(pool, user, "EMAIL_OTP", request.EmailMfaSettings);
  const mfa: MfaPreference = {
    softwareToken: app?.Enabled ?? user.mfa.softwareToken,
    email: email?.Enabled ?? user.mfa.email,
    webAuthn: request.WebAuthnMfaSettings?.Enabled ?? user.mfa.webAuthn,
    preferred: preferredAfter(user.mfa.preferred, app, email),
  };
  if (mfa.webAuthn && pool.webAuthn?.factorConfiguration !== "MULTI_FACTOR_WITH_USER_VERIFICATION") {
    throw invalidParameter("WebAuthn MFA is not enabled for this user pool.");
  }
  if (mfa.webAuthn && activeMfaMethods(pool, { ...user, mfa }).length === 0) {
    throw invalidParameter("WebAuthn MFA needs at least one other active MFA method.");
  }
  return mfa;
}
