// What the trader must be told on every page, in words.
import { exactTime } from "@/components/ui/server-time";
import type { HoldReason, StandingDto } from "@/lib/contracts/holds";

/** The banner: what is the case, why and until when, what still works, and what to do about it where there is something. */
export interface StandingWords {
  readonly title: string;
  readonly why: string;
  readonly works: string;
  readonly todo: readonly string[];
}

const WHY: Readonly<Record<HoldReason, string>> = {
  first_factor: "because the first strong way of signing in was added to this account after a sign-in with the password alone",
  unknown_passkey: "because somebody signed in with a passkey that was not added here",
};

const AFTER_UNKNOWN_PASSKEY: readonly string[] = [
  "Remove every passkey on the security page that you do not know.",
  "End all other sessions there.",
  "Tell support, so that your password is replaced.",
];

/** The words for a standing, or null when there is nothing to tell. */
export function standingWords({ hold, isReadOnly }: StandingDto): StandingWords | null {
  if (isReadOnly) {
    return {
      title: "This session may look but not act.",
      why: "It was opened with a passkey that was not added here. Your money is where it was.",
      works: "To act, sign out and sign in with your password and code, or with a passkey that you added here.",
      todo: AFTER_UNKNOWN_PASSKEY,
    };
  }
  if (hold === null) return null;
  return {
    title: `Withdrawals are on hold until ${exactTime(hold.endsAt)}.`,
    why: `Since ${exactTime(hold.startedAt)}, ${WHY[hold.reason]}. Nobody can shorten this, including us.`,
    works: "Everything else works: your portfolio, your activity, your addresses and your security settings.",
    todo: hold.reason === "unknown_passkey" ? AFTER_UNKNOWN_PASSKEY : [],
  };
}
