// The kinds of events that any rule looks at. The worker reads no other ones; a test holds this list against the rules.
import { CHANGE_KINDS } from "./change-kinds";

export const WATCHED_KINDS: readonly string[] = [
  ...["sign_in_failed", "sign_in_locked", "session_opened"],
  ...["password_reset_asked", "password_reset_refused", "sign_up_started", "sign_up_refused", "sign_up_confirmed"],
  ...["recovery_started", "recovery_refused", "recovery_code_refused"],
  ...["sign_in_suspected", "suspicion_cleared", "suspicion_refused"],
  ...["credential_change_refused", "step_up_proven", "step_up_used"],
  ...["session_client_changed", "refresh_reused", "foreign_shell_refused"],
  ...["token_refused", "pool_changed"],
  ...CHANGE_KINDS,
];
