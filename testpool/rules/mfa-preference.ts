// What a user's MFA preferences may become, the same when the user and when an administrator asks.
import { invalidParameter } from "../protocol/cognito-exception";
import type { MfaPreference, UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";

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

function softwareTokenPreference(user: UserRecord, setting: Setting | undefined): MfaPreference {
  if (setting === undefined) return user.mfa;
  const isEnabled = setting.Enabled === true;
  const isPreferred = setting.PreferredMfa === true;
  if ((isEnabled || isPreferred) && user.totp === null) {
    throw invalidParameter("User has not verified software token mfa"); // Observed.
  }
  if (isPreferred && !isEnabled) throw invalidParameter("Preferred MFA must be enabled."); // Assumed.
  const kept = user.mfa.preferred === "SOFTWARE_TOKEN_MFA" ? null : user.mfa.preferred;
  return { ...user.mfa, softwareToken: isEnabled, preferred: isPreferred ? "SOFTWARE_TOKEN_MFA" : kept };
}

/**
 * The preferences after the request. Refuses factors that this pool does not have, an unproven app, and a passkey preference without
 * another method beside it (documented rule; sentence assumed).
 */
export function changeMfaPreference(pool: PoolRecord, user: UserRecord, request: MfaPreferenceRequest): MfaPreference {
  for (const setting of [request.SMSMfaSettings, request.EmailMfaSettings]) {
    if (setting?.Enabled === true) throw invalidParameter("User pool does not have this MFA method.");
  }
  const mfa = softwareTokenPreference(user, request.SoftwareTokenMfaSettings);
  const webAuthn = request.WebAuthnMfaSettings?.Enabled ?? mfa.webAuthn;
  if (webAuthn && pool.webAuthn?.factorConfiguration !== "MULTI_FACTOR_WITH_USER_VERIFICATION") {
    throw invalidParameter("WebAuthn MFA is not enabled for this user pool.");
  }
  const hasOtherMethod = user.totp !== null && (mfa.softwareToken || pool.mfaConfiguration === "ON");
  if (webAuthn && !hasOtherMethod) {
    throw invalidParameter("WebAuthn MFA needs at least one other active MFA method.");
  }
  return { ...mfa, webAuthn };
}
