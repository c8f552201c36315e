// What a trader reads when signing in, enrolling or signing out fails: every name that can reach the browser has its sentence here,
// and every branch on one of Cognito's exact messages is in this file only. Nothing else may show an exception's own text.
import { PASSKEY_SENTENCES } from "./passkey-sentences";
import { sentence, type Sentence } from "./sentence";

export type { Sentence } from "./sentence";

const OURS = sentence(
  "our_side",
  "Something on our side is set up wrongly, so this did not go through.",
  "Nothing was changed. Try again later; if it stays, give support this code.",
);
const BUSY = sentence("busy", "We are taking too many requests right now.", "Nothing was changed. Wait a minute, then try again.");
const DOWN = sentence(
  "unavailable",
  "The sign-in service is not answering.",
  "Nothing was changed and nobody was signed out. Try again in a minute.",
);
const MISMATCH = sentence("sign_in_mismatch", "That email and password don't match.", "Check both, or use your passkey.");
const PAUSED = sentence(
  "locked_out",
  "Too many attempts.",
  "Your account is safe; only sign-in from here is paused. A passkey still works, and so does a browser that you have used before.",
);
const CODE = sentence("code_mismatch", "That code doesn't match.", "Check the newest code and enter it again.");
const OLD_CODE = sentence("code_expired", "That code is no longer valid.", "Use the newest code, or ask for another one.");
const START_OVER = sentence("sign_in_expired", "This sign-in took too long and has ended.", "Start again with your email.", "start_over");
const ENDED = sentence("session_ended", "You are signed out.", "Sign in again to go on.", "sign_in");
const PASSWORD_RULES = sentence("password_rules", "That password can't be used.", "Choose at least 12 characters that are hard to guess.");
const MAIL = sentence("mail_failed", "We could not send the email.", "Check the address and ask for another code in a minute.");
const NO_AUTHENTICATOR = sentence(
  "authenticator_missing",
  "No authenticator is set up for this account.",
  "Start again and set one up when asked.",
  "start_over",
);
const EMPTY = sentence("empty_field", "A field is empty.", "Fill it in and try again.");

const SENTENCES = {
  ...PASSKEY_SENTENCES,
  // Cognito, common to all operations
  ForbiddenException: sentence(
    "request_blocked",
    "This request was blocked on the way.",
    "Try from another network; if it stays, give support this code.",
  ),
  InternalErrorException: DOWN,
  InvalidParameterException: sentence("not_understood", "Something in the form could not be used.", "Check every field and try again."),
  NotAuthorizedException: sentence("not_accepted", "That was not accepted.", "Start again with your email.", "start_over"),
  OperationNotEnabledException: OURS,
  ResourceNotFoundException: OURS,
  TooManyRequestsException: BUSY,
  // Cognito, per operation
  AliasExistsException: sentence("email_taken", "This email already belongs to an account.", "Sign in with it instead."),
  CodeDeliveryFailureException: MAIL,
  CodeMismatchException: CODE,
  ConcurrentModificationException: sentence(
    "changed_meanwhile",
    "This was being changed at the same moment.",
    "Nothing of yours was changed. Try again.",
  ),
  EnableSoftwareTokenMFAException: sentence(
    "code_mismatch",
    "That code doesn't match this authenticator.",
    "Check that the phone sets its time by itself, then enter the newest code.",
  ),
  ExpiredCodeException: OLD_CODE,
  FeatureUnavailableInTierException: OURS,
  InvalidEmailRoleAccessPolicyException: MAIL,
  InvalidLambdaResponseException: OURS,
  InvalidPasswordException: PASSWORD_RULES,
  InvalidSmsRoleAccessPolicyException: OURS,
  InvalidSmsRoleTrustRelationshipException: OURS,
  InvalidUserPoolConfigurationException: OURS,
  LimitExceededException: sentence("limit_reached", "You have tried this too often for now.", "Wait an hour, then try again."),
  MFAMethodNotFoundException: NO_AUTHENTICATOR,
  PasswordHistoryPolicyViolationException: sentence("password_reused", "You have used that password before.", "Choose one that is new."),
  PasswordResetRequiredException: sentence(
    "password_reset_required",
    "This password has to be replaced before it works again.",
    "Sign in with your passkey, or replace it: I cannot sign in, then I forgot my password.",
  ),
  RefreshTokenReuseException: ENDED,
  SoftwareTokenMFANotFoundException: NO_AUTHENTICATOR,
  TooManyFailedAttemptsException: sentence("too_many_codes", "Too many wrong codes.", "Wait an hour, then ask for a new code."),
  UnauthorizedException: ENDED,
  UnexpectedLambdaException: OURS,
  UnsupportedOperationException: OURS,
  UnsupportedTokenTypeException: ENDED,
  UserLambdaValidationException: sentence(
    "refused_by_policy",
    "This was refused by our sign-in rules.",
    "Give support this code to learn why.",
  ),
  UserNotConfirmedException: sentence(
    "email_not_confirmed",
    "This email is not confirmed yet.",
    "Enter the code from the email, or ask for another one.",
  ),
  UserNotFoundException: MISMATCH,
  UsernameExistsException: sentence("email_taken", "This email already belongs to an account.", "Sign in with it instead."),
  // Our own proxy in front of Cognito
  LockedOutException: PAUSED,
  RateLimitedException: sentence("rate_limited", "Too many requests from here.", "You can go on when the time has run out."),
  StepUpRequiredException: sentence(
    "approval_required",
    "This changes how you sign in, so it needs your approval.",
    "Nothing was changed. Start it again and approve it.",
  ),
  GrantExpiredException: sentence("grant_expired", "This approval has expired.", "Nothing was done. Start the approval again."),
  GrantUsedException: sentence(
    "grant_used",
    "This approval was already given.",
    "It counts once and not again. Reload the page to see where it stands.",
  ),
  GrantRefusedException: sentence(
    "grant_refused",
    "This approval can't be given that way from here.",
    "Nothing was done. Start it again, and approve it as the trader who is signed in.",
  ),
  AccountFrozenException: sentence(
    "account_frozen",
    "This account is frozen: nothing of it can be changed.",
    "Nothing was changed. Unfreeze it on the security page; that takes a fresh proof and a wait.",
  ),
  RecoveryCodeRefusedException: sentence(
    "recovery_code_refused",
    "That recovery code doesn't work.",
    "Each works once, and a new set replaces all older ones. Check it letter by letter, or use another of the newest set.",
  ),
  RecoveryNotReadyException: sentence(
    "recovery_not_ready",
    "The wait isn't over, or it was cancelled.",
    "Nothing was changed. Start again with your password to see where it stands.",
    "start_over",
  ),
  RecoveryEndedException: sentence(
    "recovery_ended",
    "This recovery was ended in the meantime.",
    "Somebody with access to the account cancelled it, or it was used. Start again with your password to see where it stands.",
    "start_over",
  ),
  RecoveryDisputedException: sentence(
    "recovery_disputed",
    "This way back was cancelled too often, so the support desk decides now.",
    "Start again with your password to see the code for support. Your account is unharmed.",
    "start_over",
  ),
  ReadOnlySessionException: sentence(
    "read_only_session",
    "This session may look but not act: it was opened with a passkey that was not added here.",
    "Sign out, then sign in with your password and code, or with a passkey that you added here.",
    "sign_in",
  ),
  PasskeyRequiredException: sentence(
    "passkey_required",
    "This account has no authenticator to give a code.",
    "Sign in with your passkey instead.",
    "start_over",
  ),
  LastWayInException: sentence(
    "last_way_in",
    "Your account can't do without this passkey.",
    "Nothing was changed. Add another passkey first, then remove this one.",
  ),
  SessionStaleException: sentence("session_stale", "Your session has to be renewed.", "Nothing was changed. Try again."),
  SecondFactorRequiredException: sentence(
    "second_factor_required",
    "A password alone does not open this account.",
    "Start again and give a code or use a passkey.",
    "start_over",
  ),
  UnusualSignInException: sentence(
    "sign_in_unusual",
    "This sign-in is unusual, so it needs one step more.",
    "Start again with your password: we send a code to your mailbox and say why. With a passkey alone, wait ten minutes.",
    "start_over",
  ),
  SuspicionNotClearedException: sentence(
    "sign_in_not_cleared",
    "Too many wrong codes, so this sign-in has ended.",
    "Start again with your email. The codes in your mailbox still work, each for 15 minutes.",
    "start_over",
  ),
  OtherUserSignedInException: sentence(
    "other_user",
    "Somebody else is signed in on this browser.",
    "Sign them out first, then sign in.",
    "signed_in",
  ),
  WrongOldPasswordException: sentence(
    "old_password_wrong",
    "That is not your present password.",
    "Nothing was changed. Type the password that you sign in with now.",
  ),
  SameEmailException: sentence("email_unchanged", "This is your email already.", "Nothing was changed. Enter the new address."),
  AccountNotEmptyException: sentence(
    "account_not_empty",
    "This account still has money, an open withdrawal or a hold.",
    "Nothing was deleted. Withdraw everything and wait until nothing is open, then try again.",
  ),
  SessionEndedException: ENDED,
  StepNotOfferedException: sentence(
    "step_not_offered",
    "This account asks for a sign-in step that Holdfast does not use.",
    "Ask support to look into it; give them this code.",
    "start_over",
  ),
  RequestRefusedException: sentence("request_refused", "This request was refused.", "Reload the page and try again.", "stay"),
  UnavailableException: DOWN,
  // Amplify in the browser
  EmptyChallengeResponse: EMPTY,
  EmptySignInPassword: sentence("empty_field", "The password is empty.", "Enter it, or use your passkey."),
  EmptySignInUsername: sentence("empty_field", "The email is empty.", "Enter it and try again."),
  EmptySignUpPassword: EMPTY,
  EmptySignUpUsername: EMPTY,
  EmptyConfirmSignUpCode: EMPTY,
  EmptyResetPasswordUsername: EMPTY,
  EmptyConfirmResetPasswordUsername: EMPTY,
  EmptyConfirmResetPasswordConfirmationCode: EMPTY,
  EmptyConfirmResetPasswordNewPassword: EMPTY,
  EmptyUpdatePassword: EMPTY,
  EmptyConfirmUserAttributeCode: EMPTY,
  NetworkError: sentence("offline", "We could not reach Holdfast.", "Check your connection and try again. Nothing was changed."),
  SignInException: START_OVER,
  TokenRefreshException: ENDED,
  UserAlreadyAuthenticatedException: sentence("already_signed_in", "You are already signed in.", "Go on to your portfolio.", "signed_in"),
  UserUnAuthenticatedException: ENDED,
} as const satisfies Record<string, Sentence>;

/** Every name that has words. */
export const SENTENCE_NAMES: readonly string[] = Object.keys(SENTENCES);

/** Cognito says several things under one name; these are its exact words (facts about them are dated in the test pool). */
const BY_MESSAGE: Readonly<Record<string, Sentence>> = {
  "NotAuthorizedException: Incorrect username or password.": MISMATCH,
  "NotAuthorizedException: Password attempts exceeded": PAUSED,
  "NotAuthorizedException: User is disabled.": sentence(
    "account_disabled",
    "This account is switched off.",
    "Ask support to look into it; give them this code.",
  ),
  "NotAuthorizedException: Access Token has been revoked": ENDED,
  "NotAuthorizedException: Access Token has expired": ENDED,
  "NotAuthorizedException: Invalid Access Token": ENDED,
  "NotAuthorizedException: Refresh Token has been revoked": ENDED,
  "NotAuthorizedException: Invalid session for the user, session is expired.": START_OVER,
  "NotAuthorizedException: Invalid session for the user, session can only be used once.": START_OVER,
  "NotAuthorizedException: Invalid session for the user.": START_OVER,
  "ExpiredCodeException: Your software token has already been used once.": sentence(
    "code_used",
    "That code was already used.",
    "Wait for the next one: your authenticator shows it within 30 seconds.",
  ),
};

/** Every pair of name and message that has words of its own. */
export const SENTENCE_MESSAGES: readonly string[] = Object.keys(BY_MESSAGE);

/** A name we have no words for: safe to show, and the code tells support which name it was. */
const unknownSentence = (name: string): Sentence => ({
  ...OURS,
  code: `unknown_${name.replace(/[^A-Za-z0-9]/g, "").slice(0, 48) || "failure"}`,
  happened: "This did not go through.",
});

/** Whether a name has its own words; the tests hold every allowed operation against it. */
export const hasSentence = (name: string): boolean => Object.hasOwn(SENTENCES, name);

/** The sentence for a failure by its name and, where Cognito says several things under one name, its exact message. */
export function sentenceFor(name: string, message: string): Sentence {
  const exact = `${name}: ${message.trim()}`;
  if (Object.hasOwn(BY_MESSAGE, exact)) return BY_MESSAGE[exact] ?? OURS;
  const named: Readonly<Record<string, Sentence>> = SENTENCES;
  return hasSentence(name) ? (named[name] ?? OURS) : unknownSentence(name);
}

const RETRY_AFTER = /^Retry after (\d{1,6}) seconds?\.$/;

/** Whole seconds until trying again can help, from the proxy's `Retry after N seconds.`; null when the failure names no time. */
export function retryAfterSeconds(name: string, message: string): number | null {
  if (name !== "LockedOutException" && name !== "RateLimitedException") return null;
  const match = RETRY_AFTER.exec(message.trim());
  return match?.[1] === undefined ? null : Math.max(1, Number(match[1]));
}
