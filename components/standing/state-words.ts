// What each state of an account is called, in words that are true for the trader who reads them and for the operator who hears them.
import type { AccountState } from "@/lib/contracts/account-states";

const HOLD_CAUSES: Readonly<Record<string, string>> = {
  first_factor: "the first factor was set up after a password alone",
  unknown_passkey: "somebody signed in with a passkey that was not added here",
  password_reset: "the password was replaced through the mailbox",
  recovery_code: "somebody signed in with a recovery code",
  delayed_recovery: "somebody came back without a second factor",
  email_change: "the email was changed",
  unfreeze: "the account was frozen",
  passkey_only_left: "the account left passkey-only sign-in",
};

const GUESSED: Readonly<Record<string, string>> = {
  password: "the password",
  totp: "the authenticator’s code",
  "totp-setup": "the first code of a new authenticator",
  "sign-up-code": "the code of the sign-up",
  "reset-code": "the code of a new password",
  "email-code": "the code of a new address",
  "recovery-code": "recovery codes",
  "recovery-mail-code": "mailed codes of a way back",
  "recovery-mail": "mails with a code",
};

const ENDS: Readonly<Record<string, string>> = {
  idle: "nothing was done for a while",
  ended: "it had lasted as long as a session may",
  factors_insufficient: "its proofs do not suffice",
  account_frozen: "the account was frozen",
  signed_out_everywhere: "everything was signed out",
  session_signed_out: "of a sign-out",
  session_replaced: "the browser signed in again",
  session_revoked: "it was ended from the list of sessions",
  session_client_changed: "another device used it",
  refresh_reused: "an old key of it was used again",
};

const WITHDRAWALS: Readonly<Record<string, string>> = {
  awaiting_approval: "waits for its approval",
  approved: "is approved and waits to be sent",
  submitted: "is on its way",
  settled: "has arrived",
  cancelled: "was cancelled",
  expired: "was not approved in time",
  failed: "failed; its money is back",
};

function lockTitle(detail: string): string {
  const [what = "", where] = detail.split(":");
  return `Too many tries at ${GUESSED[what] ?? "a code"}${where === undefined ? "" : ", from a browser that is known"}`;
}

/** One line for a state. */
export function stateTitle({ kind, detail }: Pick<AccountState, "kind" | "detail">): string {
  const which = detail ?? "";
  switch (kind) {
    case "frozen":
      return "The account is frozen";
    case "unfreezing":
      return "The account is frozen; unfreezing was approved and waits";
    case "hold":
      return `Withdrawals are on hold, because ${HOLD_CAUSES[which] ?? "of a change to the account"}`;
    case "locked_out":
      return lockTitle(which);
    case "recovery_waiting":
      return "A way back without a second factor waits";
    case "recovery_ready":
      return "A way back without a second factor can be completed";
    case "recovery_disputed":
      return "A way back is in dispute: the support desk decides";
    case "recovery_closed":
      return "The support desk has closed a way back for a time";
    case "recovery_cancelled":
      return "A way back was cancelled";
    case "passkey_only":
      return "Only passkeys sign in";
    case "passkey_only_leaving":
      return "Only passkeys sign in; leaving that waits";
    case "authenticator_removed":
      return "The authenticator app was removed";
    case "email_changing":
      return "A new email waits to be proven";
    case "session_ended":
      return `A session has ended: ${ENDS[which] ?? "it was ended"}`;
    case "withdrawal":
      return `A withdrawal ${WITHDRAWALS[which] ?? "is under way"}`;
  }
}
