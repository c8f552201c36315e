// The account's policy in a trader's words, read from the table that the server obeys.
import { waitText } from "@/components/ui/wait-text";
import { ACT_RULES, HOLDS, type HoldReason } from "@/lib/policy/account-policy";
import { PURPOSES, type Purpose } from "@/lib/policy/purpose";

const ACTS: Readonly<Record<Purpose, string>> = {
  withdrawal: "Withdraw",
  address: "Add a withdrawal address",
  passkey_add: "Add a passkey",
  passkey_remove: "Remove a passkey",
  totp_change: "Replace the authenticator",
  password_change: "Change the password",
  email_change: "Change the email",
  recovery_codes: "Make new recovery codes",
  passkey_only_enter: "Switch to passkeys only",
  passkey_only_leave: "Leave passkeys only",
  account_delete: "Delete the account",
  unfreeze: "Unfreeze the account",
  api_key: "Make a key for a program",
  order: "Place an order",
};

const AFTER: Readonly<Record<HoldReason, string>> = {
  first_factor: "The first authenticator was set up after a password alone",
  unknown_passkey: "A sign-in with a passkey that was not added here",
  password_reset: "The password was replaced through the mailbox",
  recovery_code: "A sign-in with a recovery code",
  delayed_recovery: "A recovery without a second factor",
  email_change: "The email was changed",
  unfreeze: "The account was unfrozen",
  passkey_only_left: "Passkeys only was left",
};

/** One act and what it takes. */
export interface ActLine {
  readonly act: string;
  readonly proof: string;
}

/** Every act that needs a fresh proof. */
export const ACT_LINES: readonly ActLine[] = PURPOSES.map((purpose) => ({ act: ACTS[purpose], proof: proofText(purpose) }));

function proofText(purpose: Purpose): string {
  const { proofs, isPasskeyPreferred } = ACT_RULES[purpose];
  if (!proofs.includes("password_totp")) return "A passkey";
  if (!proofs.includes("passkey")) return "Password and code";
  return isPasskeyPreferred ? "Your passkey; password and code if you have none" : "A passkey, or password and code";
}

/** One cause of waiting, how long, and what waits. */
export interface HoldLine {
  readonly after: string;
  readonly lasts: string;
  readonly waits: string;
}

/** Every hold. */
export const HOLD_LINES: readonly HoldLine[] = (Object.keys(HOLDS) as HoldReason[]).map((reason) => ({
  after: AFTER[reason],
  lasts: waitText(HOLDS[reason].seconds),
  waits: HOLDS[reason].blocks.length > 1 ? "Withdrawals and changes" : "Withdrawals",
}));
