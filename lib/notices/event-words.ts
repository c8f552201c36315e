// What each security event is called, and whether the trader is told of it by mail. One table for the log on the screen and for the worker's mail, so
// that no event has two names and none has none.
import type { SecurityEventKind } from "@/lib/contracts/security-event-kinds";
import { SUSPICION_WORDS } from "@/lib/contracts/suspicion-words";
import { SUSPICIONS } from "@/lib/policy/sign-in-risk";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** How an event is told. */
export type Telling =
  | {
      readonly isMailed: true;
      /** `every`: also the addresses that were replaced lately, because whoever replaced them may be the one to warn of. */
      readonly to: "present" | "every";
      /** Within this many seconds after a mail of the same kind the next one stays in the log, so that nobody can flood a mailbox; 0 mails each. */
      readonly repeatSeconds: number;
      /** `new_place`: only from a device and network that no earlier session had. `unapproved`: only when no approval follows within five minutes. */
      readonly only?: "new_place" | "unapproved";
    }
  | { readonly isMailed: false; readonly because: string };

export interface EventWords {
  /** The line in the log, and the subject of the mail unless that says more. */
  readonly title: string;
  readonly mailTitle?: string;
  /** One or two sentences: what happened. */
  readonly sentence: string;
  readonly telling: Telling;
}

const mailed = (repeatSeconds = 0): Telling => ({ isMailed: true, to: "present", repeatSeconds });
const mailedToEvery = (repeatSeconds = 0): Telling => ({ isMailed: true, to: "every", repeatSeconds });
const logged = (because: string): Telling => ({ isMailed: false, because });
const words = (title: string, sentence: string, telling: Telling): EventWords => ({ title, sentence, telling });

const ROUTINE = "It is part of what the trader is doing at that moment.";
const TOLD_ELSEWHERE = "The event that it belongs to is mailed.";

/** Every kind of event; one without words does not compile. */
export const EVENT_WORDS: Readonly<Record<SecurityEventKind, EventWords>> = {
  session_opened: {
    ...words("Sign-in", "Somebody signed in to your account.", {
      ...{ isMailed: true, to: "present", repeatSeconds: 0, only: "new_place" },
    }),
    mailTitle: "Sign-in from a device or network that is new to your account",
  },
  session_replaced: words("Signed in again in one browser", "The session that this browser had before was ended.", logged(ROUTINE)),
  session_signed_out: words("Signed out", "A session was ended by signing out.", logged(ROUTINE)),
  session_revoked: words("A session was ended", "One of your sessions was ended from your list of sessions.", logged(ROUTINE)),
  session_client_changed: words(
    "A session came from another device",
    "A session of yours was suddenly used by another browser or on another machine, so it was ended. Its cookie may have been copied.",
    mailed(HOUR_SECONDS),
  ),
  session_network_changed: words(
    "A session was seen in another network",
    "A session of yours was shown from a network that it had not been renewed from. It could read, and could not act from there before it was renewed.",
    logged("People move: it happens on every way to work, and whoever cannot renew the session cannot act."),
  ),
  signed_out_everywhere: words("Signed out everywhere", "All sessions of your account were ended.", mailed()),
  refresh_refused: words(
    "A session could not be renewed",
    "A session was not renewed, so it ended.",
    logged("It happens when a session has reached its end."),
  ),
  refresh_reused: words(
    "An old session key was used again",
    "Somebody used a session key that had been replaced already, so that session was ended. A copy of it may be in other hands.",
    mailed(HOUR_SECONDS),
  ),
  unknown_passkey_used: words(
    "Sign-in with a passkey that was not added here",
    "Somebody signed in with a passkey that was not added on our pages. That session may only look, and withdrawals are on hold.",
    mailedToEvery(HOUR_SECONDS),
  ),
  hold_started: words(
    "Withdrawals are on hold",
    "Withdrawals of your account wait for a while, because of how it was signed in to or changed. The security page says until when. Nobody can shorten that.",
    mailed(HOUR_SECONDS),
  ),
  step_up_proven: words("Something was approved", "A proof was given for an act that needs one.", logged(ROUTINE)),
  step_up_refused: words("An approval was refused", "A proof for an act that needs one did not hold.", mailed(HOUR_SECONDS)),
  step_up_used: words("An approval was used", "What was approved was done.", logged("The act itself has its own line or its own mail.")),
  sign_in_failed: words(
    "A sign-in failed",
    "Somebody tried to sign in and did not succeed.",
    logged("A typing mistake is no news; too many of them are mailed as a lock."),
  ),
  sign_in_locked: words(
    "Sign-in is paused after too many attempts",
    "Somebody tried too often to sign in to your account or to prove that they are you. Your account is safe; only that is paused for a while.",
    mailed(HOUR_SECONDS),
  ),
  sign_in_suspected: words(
    "An unusual sign-in was asked for one thing more",
    "Somebody with your password had to answer a code from your mailbox before they could go on.",
    logged("The mail with the code tells of it."),
  ),
  suspicion_cleared: words(
    "An unusual sign-in was cleared",
    "The code from your mailbox, or a recovery code, was given, so that browser may go on to your second factor.",
    logged("Whoever holds the mailbox has just used its mail, and the sign-in itself is told."),
  ),
  suspicion_refused: words(
    "An unusual sign-in gave a wrong code",
    "Somebody who knows your password could not give the code from your mailbox. Replace the password if that was not you.",
    mailed(HOUR_SECONDS),
  ),
  sign_up_started: words(
    "Sign-up was started",
    "Somebody began to create an account with your address.",
    logged("The pool sends its own mail with a code."),
  ),
  sign_up_confirmed: words(
    "Account created",
    "Your address was confirmed.",
    logged("The trader has just typed the code of the pool's mail."),
  ),
  sign_up_refused: words(
    "Somebody tried to sign up with your address",
    "Somebody tried to create a second account with your address. Your account is as it was.",
    mailed(DAY_SECONDS),
  ),
  totp_enrolled: words(
    "Authenticator set up",
    "An authenticator app was set up. Codes come from it from now on, and no other one's are accepted.",
    mailed(),
  ),
  mfa_preference_changed: words("Order of factors changed", "Which second factor is asked first was changed.", logged(TOLD_ELSEWHERE)),
  passkey_added: words("Passkey added", "A passkey was added. It may sign in and approve withdrawals.", mailed()),
  passkey_renamed: words("Passkey renamed", "A passkey was given another name.", logged("A name opens nothing.")),
  passkey_removed: words("Passkey removed", "A passkey was removed. It neither signs in nor approves any more.", mailed()),
  passkey_only_entered: words("Passkeys only", "From now on only passkeys sign in to your account.", mailed()),
  passkey_only_leaving: words(
    "Passkeys only: leaving was asked for",
    "After a wait, password and authenticator will sign in to your account again.",
    mailedToEvery(),
  ),
  passkey_only_left: words("Passkeys only has ended", "Password and authenticator sign in to your account again.", mailed()),
  credential_change_refused: words(
    "A change of how you sign in was refused",
    "Somebody with a session of yours tried to change how you sign in, without the approval that this needs. Nothing was changed.",
    { isMailed: true, to: "present", repeatSeconds: HOUR_SECONDS, only: "unapproved" },
  ),
  foreign_shell_refused: words(
    "A request with a stranger's session was refused",
    "A page sent a session together with somebody else's. Nothing was done.",
    mailed(HOUR_SECONDS),
  ),
  password_reset_asked: words(
    "A new password was asked for",
    "Somebody asked for a code that replaces your password.",
    mailed(HOUR_SECONDS),
  ),
  password_reset_done: words(
    "Password replaced through your mailbox",
    "Your password was replaced with a code from your mailbox. Withdrawals and changes are on hold for a while.",
    mailedToEvery(),
  ),
  password_reset_refused: words(
    "A new password was refused",
    "A code that should have replaced your password was wrong or too late.",
    mailed(HOUR_SECONDS),
  ),
  password_changed: words("Password changed", "Your password was changed. Only the new one works.", mailed()),
  email_change_asked: words(
    "A change of your email was asked for",
    "Somebody asked to move your account to another address.",
    mailedToEvery(HOUR_SECONDS),
  ),
  email_changed: words(
    "Email changed",
    "Your account belongs to another address now. This address is still told of what happens for 30 days.",
    mailedToEvery(),
  ),
  recovery_codes_made: words("New recovery codes", "New recovery codes were made. Every older one has stopped working.", mailed()),
  recovery_code_used: words(
    "A recovery code was used",
    "Somebody signed in with your password and a recovery code. Withdrawals and changes are on hold for a while.",
    mailedToEvery(),
  ),
  recovery_code_refused: words("A recovery code was refused", "Somebody tried a recovery code that is not right.", mailed(HOUR_SECONDS)),
  recovery_started: words(
    "A recovery of your account was started",
    "Somebody says that they have lost every way in, and waits to be let in. Cancel it if that is not you.",
    mailedToEvery(),
  ),
  recovery_refused: words("A recovery was refused", "Somebody tried to recover your account and did not succeed.", mailed(HOUR_SECONDS)),
  recovery_cancelled: words("A recovery was cancelled", "The recovery of your account was cancelled.", mailedToEvery()),
  recovery_disputed: words(
    "Recoveries of your account are in dispute",
    "Recoveries were started and cancelled several times. None goes on until our support desk has looked at it.",
    mailedToEvery(),
  ),
  recovery_completed: words(
    "A recovery was completed",
    "Somebody came back into your account without a second factor, after the wait. Withdrawals and changes are on hold.",
    mailedToEvery(),
  ),
  account_frozen: words(
    "Your account is frozen",
    "Nothing of it can be moved or changed, every session was ended, and withdrawals that were not sent yet wait.",
    mailedToEvery(),
  ),
  unfreeze_started: words(
    "Unfreezing was approved",
    "Your account acts again after a wait. Freeze it again if that was not you: the wait then starts over.",
    mailedToEvery(),
  ),
  account_unfrozen: words(
    "Your account is no longer frozen",
    "It acts again. Withdrawals and changes stay on hold for a while longer.",
    mailedToEvery(),
  ),
  desk_requested: words(
    "The support desk asks to act on your account",
    "Somebody at our support desk asked to do this to your account. Nothing has been done: it takes a second person there, within a day.",
    mailedToEvery(),
  ),
  desk_acted: words(
    "The support desk acted on your account",
    "Two people at our support desk did this to your account, together. They cannot move money, remove a factor or shorten a wait.",
    mailedToEvery(),
  ),
  desk_declined: words(
    "The support desk did not act on your account",
    "What somebody at our support desk had asked to do to your account was turned down or taken back. Nothing was done.",
    mailed(),
  ),
  desk_notice_repeated: words("A notice was sent again", "Our support desk was asked to send you this notice once more.", mailed()),
  phrase_changed: words("The words in our mail were changed", "From now on our mail shows the new words.", mailed()),
  api_key_made: words(
    "A key for a program was made",
    "A key was made with which a program can read from your account. It cannot withdraw, trade or change anything.",
    mailed(),
  ),
  api_key_revoked: words("A key for a program was revoked", "A program can no longer read from your account with that key.", mailed()),
  webhook_added: words(
    "A webhook was added",
    "Your signals are sent to one more address from now on. Remove it on the signals page if that was not you.",
    mailed(),
  ),
  webhook_removed: words("A webhook was removed", "Your signals are no longer sent there.", logged("It can only keep signals in.")),
  webhook_failing: words(
    "A webhook takes nothing any more",
    "An address that your signals are sent to has taken none for about a day, so no more are sent there. Your signals are on the signals page as always.",
    mailed(),
  ),
  account_deleted: words("Account deleted", "Your account was deleted. Nobody can sign in to it again.", mailedToEvery()),
  wallet_linked: words(
    "A wallet was linked",
    "A wallet that is not in our custody was linked to your account. Its balances are shown beside yours; nothing can be moved by that.",
    mailed(),
  ),
  wallet_unlinked: words(
    "A wallet was unlinked",
    "A linked wallet is no longer shown in your account.",
    logged("It takes something from sight and moves nothing."),
  ),
  legacy_password_taken: words(
    "An old password was taken over",
    "The password that you had before the move was given here and is the one of this account now. It opens nothing by itself: a second factor is still needed.",
    mailed(HOUR_SECONDS),
  ),
  account_moved: words(
    "Your account has moved here",
    "Somebody signed in for the first time to the account that you had before the move. What has changed for you is on the security page.",
    mailedToEvery(),
  ),
};

const OTHER: EventWords = words("Something changed", "Something happened to your account that this page has no words for yet.", mailed());

/** The words of a stored event; an event of a newer version is told in general words rather than not at all. */
export const wordsOfEvent = (kind: string): EventWords => (EVENT_WORDS as Readonly<Record<string, EventWords>>)[kind] ?? OTHER;

/** The sentence of a stored event, with the reasons of an unusual sign-in where its detail names some. */
export function sentenceOfEvent(kind: string, reason: string): string {
  const { sentence } = wordsOfEvent(kind);
  if (kind !== "sign_in_suspected") return sentence;
  return [sentence, ...SUSPICIONS.filter((known) => reason.split(",").includes(known)).map((known) => SUSPICION_WORDS[known])].join(" ");
}
