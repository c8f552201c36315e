// SetUserMFAPreference: what a user wants, within what the pool and the user's own factors allow.
import { invalidParameter } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { optionalFields, type Fields } from "../protocol/read-fields";
import { putUser } from "../store/find-user";
import type { MfaPreference, UserRecord } from "../store/records";
import { requireAccessToken } from "../tokens/require-access-token";

function softwareTokenPreference(user: UserRecord, settings: Fields | null): MfaPreference {
  if (settings === null) return user.mfa;
  const isEnabled = settings["Enabled"] === true;
  const isPreferred = settings["PreferredMfa"] === true;
  if ((isEnabled || isPreferred) && user.totp === null) {
    throw invalidParameter("User has not verified software token mfa"); // Observed.
  }
  if (isPreferred && !isEnabled) throw invalidParameter("Preferred MFA must be enabled."); // Assumed.
  return { ...user.mfa, softwareToken: isEnabled, softwareTokenPreferred: isPreferred };
}

/**
 * Sets the preferences. Refuses factors that this pool does not have, an unproven app, and a passkey preference without
 * another method beside it (documented rule; sentence assumed).
 */
export function setUserMfaPreference(request: Fields, needs: Needs): object {
  const { user, pool } = requireAccessToken(needs, request);
  for (const name of ["SMSMfaSettings", "EmailMfaSettings"]) {
    if (optionalFields(request, name)?.["Enabled"] === true) throw invalidParameter("User pool does not have this MFA method.");
  }
  const mfa = softwareTokenPreference(user, optionalFields(request, "SoftwareTokenMfaSettings"));
  const webAuthn = optionalFields(request, "WebAuthnMfaSettings")?.["Enabled"] ?? mfa.webAuthn;
  if (webAuthn === true && pool.webAuthn?.factorConfiguration !== "MULTI_FACTOR_WITH_USER_VERIFICATION") {
    throw invalidParameter("WebAuthn MFA is not enabled for this user pool.");
  }
  const hasOtherMethod = user.totp !== null && (mfa.softwareToken || pool.mfaConfiguration === "ON");
  if (webAuthn === true && !hasOtherMethod) {
    throw invalidParameter("WebAuthn MFA needs at least one other active MFA method.");
  }
  putUser(needs, { ...user, mfa: { ...mfa, webAuthn: webAuthn === true } });
  return {};
}
