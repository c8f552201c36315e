// What the trader must be told on every page, in words.
import { exactTime } from "@/components/ui/server-time";
import { holdsAgainst } from "@/lib/policy/account-policy";
import type { FreezeDto, HoldReason, ReadOnlyReason, StandingDto } from "@/lib/contracts/holds";

/** The banner: what is the case, why and until when, what still works, and what to do about it where there is something. */
export interface StandingWords {
  readonly title: string;
  readonly why: string;
  readonly works: string;
  readonly todo: readonly string[];
  /** What ends by itself has its end here, RFC 3339, to be counted down. */
  readonly until?: string;
  /** What is read out to the support desk; left out where there is nothing to ask them. */
  readonly supportCode?: string;
}

const WHY: Readonly<Record<HoldReason, string>> = {
  first_factor: "because the first strong way of signing in was added to this account after a sign-in with the password alone",
  unknown_passkey: "because somebody signed in with a passkey that was not added here",
  password_reset: "because the password was replaced through your mailbox",
  recovery_code: "because somebody signed in with a recovery code in place of a second factor",
  delayed_recovery: "because somebody came back into this account without a second factor, after the long wait",
  email_change: "because the email of this account was changed",
  unfreeze: "because this account was frozen and is in use again",
  passkey_only_left: "because this account left passkey-only sign-in",
};

const AFTER_UNKNOWN_PASSKEY: readonly string[] = [
  "Remove every passkey on the security page that you do not know.",
  "End all other sessions there.",
  "Tell support, so that your password is replaced.",
];

const blocksChanges = (reason: HoldReason): boolean => holdsAgainst("totp_change").includes(reason);

const READ_ONLY: Readonly<Record<ReadOnlyReason, StandingWords>> = {
  unknown_passkey: {
    title: "This session may look but not act.",
    why: "It was opened with a passkey that was not added here. Your money is where it was.",
    works: "To act, sign out and sign in with your password and code, or with a passkey that you added here.",
    todo: AFTER_UNKNOWN_PASSKEY,
  },
  view_only: {
    title: "This session may look but not act.",
    why: "You chose that when you signed in.",
    works: "To act, sign out and sign in without that choice.",
    todo: [],
  },
  frozen: {
    title: "This account is frozen.",
    why: "Somebody asked for that from a notice or from here. Nothing of it can be moved or changed.",
    works: "You can look at everything. Unfreezing is on the security page; it takes a fresh proof and a wait.",
    todo: [],
  },
};

function frozenWords({ since, unfreezesAt, supportCode }: FreezeDto): StandingWords {
  const { why, works, ...words } = READ_ONLY.frozen;
  const told = { ...words, supportCode, why: `Since ${exactTime(since)}. ${why}` };
  if (unfreezesAt === null) return { ...told, works };
  return {
    ...told,
    until: unfreezesAt,
    title: `This account is frozen until ${exactTime(unfreezesAt)}.`,
    works: "Unfreezing was approved. Nobody can shorten this wait. If that was not you, freeze the account again on the security page.",
  };
}

/** The words for a standing, or null when there is nothing to tell. */
export function standingWords({ hold, readOnlyReason, freeze }: StandingDto): StandingWords | null {
  if (freeze) return frozenWords(freeze);
  if (readOnlyReason !== null) return READ_ONLY[readOnlyReason];
  if (hold === null) return null;
  return {
    title: `Withdrawals are on hold until ${exactTime(hold.endsAt)}.`,
    why: `Since ${exactTime(hold.startedAt)}, ${WHY[hold.reason]}. Nobody can shorten this, including us.`,
    works: blocksChanges(hold.reason)
      ? "Looking and trading work as always; changes to addresses and to how you sign in wait with them."
      : "Everything else works: your portfolio, your activity, your addresses and your security settings.",
    todo: hold.reason === "unknown_passkey" ? AFTER_UNKNOWN_PASSKEY : [],
    until: hold.endsAt,
    supportCode: hold.supportCode,
  };
}
