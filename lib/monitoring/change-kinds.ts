// The events that change how an account is entered or by whom it is read. Each is written with the proof that stands behind it and whether the browser
// was a known one.

export const CHANGE_KINDS: readonly string[] = [
  "password_changed",
  "email_change_asked",
  "email_changed",
  "totp_enrolled",
  "mfa_preference_changed",
  "passkey_added",
  "passkey_removed",
  "passkey_only_entered",
  "passkey_only_leaving",
  "recovery_codes_made",
  "api_key_made",
];
