// Every way back of somebody who lost something: by the mailbox, by a recovery code, by the long wait, and by the support desk.
import type { StateName } from "./auth-states";
import { CODE_TROUBLE } from "./exception-groups";
import type { Edge } from "./graph-shapes";

export const WAY_BACK_EDGES = {
  cannot_sign_in: {
    from: "signed_out",
    to: "menu",
    by: "cannot sign in",
    steps: ["RESET_PASSWORD"],
    exceptions: ["PasswordResetRequiredException"],
  },
  lost_authenticator: { from: "code_asked", to: "menu", by: "has lost the authenticator" },
  menu_left: { from: "menu", to: "signed_out", by: "remembers" },
  reset_asked: { from: "menu", to: "reset_asked", by: "asks for a reset code" },
  reset_code_wrong: {
    ...{ from: "reset_asked", to: "reset_asked", by: "types another or an old code" },
    exceptions: [...CODE_TROUBLE, "PasswordHistoryPolicyViolationException"],
  },
  reset_guessed: { from: "reset_asked", to: "locked", by: "guesses reset codes too often" },
  reset_done: {
    from: "reset_asked",
    to: "signed_out",
    by: "sets a new password; sessions end, a hold starts",
    needs: ["mailbox"],
    gives: ["password"],
  },
  password_proven: {
    ...{ from: "menu", to: "proving", by: "proves the password", needs: ["password"] },
    steps: ["CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE"],
  },
  recovery_code: { from: "proving", to: "limited", by: "types a recovery code", needs: ["recovery_code"] },
  recovery_code_wrong: {
    from: "proving",
    to: "proving",
    by: "types another or a used recovery code",
    codes: ["code_refused"],
    exceptions: ["RecoveryCodeRefusedException"],
  },
  recovery_guessed: { from: "proving", to: "locked", by: "guesses recovery codes too often" },
  recovery_mailed: { from: "proving", to: "mail_asked", by: "has no recovery code" },
  recovery_started: { from: "mail_asked", to: "waiting", by: "types the mailed code; everybody known is told", needs: ["mailbox"] },
  recovery_finished: { from: "waiting", to: "limited", by: "finishes after 72 hours", needs: ["password", "mailbox"], isWait: true },
  recovery_too_early: { from: "waiting", to: "waiting", by: "comes back too early", exceptions: ["RecoveryNotReadyException"] },
  recovery_over: { from: "waiting", to: "menu", by: "was cancelled meanwhile", exceptions: ["RecoveryEndedException"] },
  recovery_link: { from: "waiting", to: "cancelling", by: "opens the link of the notice", needs: ["mailbox"] },
  recovery_cancelled: { from: "cancelling", to: "signed_out", by: "cancels" },
  recovery_link_old: { from: "cancelling", to: "menu", by: "opens an old link", codes: ["link_refused"] },
  recovery_cancelled_here: { from: "session", to: "session", by: "cancels a recovery on a signed-in device", needs: ["session"] },
  recovery_disputed: {
    from: "cancelling",
    to: "disputed",
    by: "cancels for the third time",
    codes: ["recovery_disputed"],
    exceptions: ["RecoveryDisputedException"],
  },
  dispute_asked: { from: "disputed", to: "desk", by: "gives support the code" },
  nothing_left: { from: "menu", to: "desk", by: "has neither password nor mailbox nor passkey" },
  desk_answered: { from: "desk", to: "signed_out", by: "gets the desk’s answer" },
  desk_restarts: { from: "desk", to: "waiting", by: "is let wait again, in full, by two operators" },
  desk_closes: { from: "desk", to: "signed_out", by: "is told by two operators that this way stays closed for 30 days" },
  frozen_asks: { from: "frozen", to: "desk", by: "has lost every factor" },
  limited_enrols: { from: "limited", to: "limited", by: "sets up one new factor" },
  limited_waits: { from: "limited", to: "limited", by: "asks for a change or a withdrawal", codes: ["account_hold"] },
  limit_ends: { from: "limited", to: "session", by: "waits out the hold", isWait: true },
} as const satisfies Record<string, Edge<StateName>>;
