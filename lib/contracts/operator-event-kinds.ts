// What can stand in the desk's own log. A kind that is not here cannot be written.

/** Every kind of event in `holdfast.operator_events`. */
export const OPERATOR_EVENT_KINDS = [
  "session_opened",
  "session_signed_out",
  "session_replaced",
  "session_revoked",
  "session_client_changed",
  "refresh_refused",
  "refresh_reused",
  "sign_in_failed",
  "sign_in_locked",
  "foreign_shell_refused",
  "password_set",
  "totp_enrolled",
  "passkey_added",
  "passkey_confirmed",
  "passkey_rejected",
  "passkey_removed",
  "credential_change_refused",
  "step_up_opened",
  "step_up_proven",
  "step_up_refused",
  "step_up_used",
  "desk_looked",
  "desk_requested",
  "desk_approved",
  "desk_rejected",
  "desk_withdrawn",
  "desk_took_effect",
  "desk_refused",
] as const;

export type OperatorEventKind = (typeof OPERATOR_EVENT_KINDS)[number];
