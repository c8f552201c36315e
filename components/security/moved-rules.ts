// What is new for somebody who comes from an ordinary user store, in their words; every figure is read from the policy that the server obeys.
import { waitText } from "@/components/ui/wait-text";
import { ADDRESS_COOL_OFF_SECONDS, HOLDS, RECOVERY_CODES, RECOVERY_WAIT_SECONDS, UNFREEZE_WAIT_SECONDS } from "@/lib/policy/account-policy";

/** One rule: what people were used to, and what holds here. */
export interface MovedRule {
  readonly topic: string;
  /** What an account with a password and a mailed reset link does. */
  readonly before: string;
  readonly now: string;
}

/** Every rule that changes, the most surprising first. */
export const MOVED_RULES: readonly MovedRule[] = [
  {
    topic: "Forgotten password",
    before: "A link in a mail, and everything works at once.",
    now: `A code in a mail. Every session ends, your second factor is still asked for, and withdrawals and changes wait ${waitText(HOLDS.password_reset.seconds)}.`,
  },
  {
    topic: "Second factor",
    before: "By choice, or none.",
    now: `Always: an authenticator app or a passkey. After the first authenticator withdrawals wait ${waitText(HOLDS.first_factor.seconds)}.`,
  },
  {
    topic: "Phone number",
    before: "A code by message lets you in.",
    now: "Nobody gets in by phone number: numbers are stolen. Old numbers were not brought along.",
  },
  {
    topic: "Lost second factor",
    before: "Support turns it off.",
    now: `Password and one of ${String(RECOVERY_CODES)} recovery codes at once, or a wait of ${waitText(RECOVERY_WAIT_SECONDS)} that every known address and device can cancel. Then withdrawals and changes wait ${waitText(HOLDS.recovery_code.seconds)}, or ${waitText(HOLDS.delayed_recovery.seconds)} after the long wait.`,
  },
  {
    topic: "Withdrawal",
    before: "To any address, with the password.",
    now: `To listed addresses only, ${waitText(ADDRESS_COOL_OFF_SECONDS)} after they were added, each approved by a passkey or by password and code for exactly that amount and address.`,
  },
  {
    topic: "Support",
    before: "Can reset, unlock and hurry things.",
    now: "Can shorten no wait and remove no factor alone. Nobody can.",
  },
  {
    topic: "Freezing",
    before: "Not there.",
    now: `A link in each notice stops the account at once, without a sign-in. Starting it again takes a proof and ${waitText(UNFREEZE_WAIT_SECONDS)}.`,
  },
];
