// How the proxy says no: a name and a sentence in Cognito's own shape, because Amplify shows `error.name` to the screens.
// Names that Cognito does not have are ours; they are listed here and nowhere else.
import "server-only";

/** A refusal on its way out of an operation. Only the edge of the route catches it. */
export class CognitoException extends Error {
  override readonly name: string;
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

const retryAfter = (seconds: number): string => `Retry after ${Math.max(1, Math.ceil(seconds))} seconds.`;

/** Too many wrong guesses; nothing was asked of the pool. The message is exactly `Retry after N seconds.` */
export const lockedOut = (seconds: number): CognitoException => new CognitoException("LockedOutException", retryAfter(seconds));

/** Too many starts from one network or for one address. The message is exactly `Retry after N seconds.` */
export const rateLimited = (seconds: number): CognitoException => new CognitoException("RateLimitedException", retryAfter(seconds));

/** The session is real, but nobody has approved this change of credentials. */
export const stepUpRequired = (): CognitoException =>
  new CognitoException("StepUpRequiredException", "This change of how you sign in needs your approval.");

/** The session may look but not act. */
export const readOnlySession = (): CognitoException =>
  new CognitoException("ReadOnlySessionException", "This session may look but not act.");

/** The account is frozen; nothing of it changes until its owner unfreezes it. */
export const accountFrozen = (): CognitoException => new CognitoException("AccountFrozenException", "This account is frozen.");

/** The approval is past its time; nothing was asked of the pool. */
export const grantExpired = (): CognitoException => new CognitoException("GrantExpiredException", "This approval has expired.");

/** The approval was already given or used. */
export const grantUsed = (): CognitoException => new CognitoException("GrantUsedException", "This approval was already given.");

/** There is no such approval that this session could give in this way, for this trader. */
export const grantRefused = (): CognitoException => new CognitoException("GrantRefusedException", "This approval cannot be given here.");

/** The pool answered tokens to fewer factors than a session needs; they were revoked. */
export const secondFactorRequired = (): CognitoException =>
  new CognitoException("SecondFactorRequiredException", "This account needs a second factor to sign in.");

/** The sign-in is unusual and went a way on which it could not be asked for more; the tokens were revoked. */
export const unusualSignIn = (): CognitoException =>
  new CognitoException("UnusualSignInException", "This sign-in is unusual. Sign in with the password and answer one step more.");

/** The third wrong answer to the extra step of an unusual sign-in. */
export const suspicionNotCleared = (): CognitoException =>
  new CognitoException("SuspicionNotClearedException", "Too many wrong answers. This sign-in has ended.");

/** A recovery code that is wrong, used or replaced; the pool was not asked. */
export const recoveryCodeRefused = (): CognitoException =>
  new CognitoException("RecoveryCodeRefusedException", "This recovery code does not work.");

/** The wait of a recovery is not over, or none was started. */
export const recoveryNotReady = (): CognitoException =>
  new CognitoException("RecoveryNotReadyException", "This recovery cannot be completed yet.");

/** The recovery was cancelled or completed in the meantime. */
export const recoveryEnded = (): CognitoException => new CognitoException("RecoveryEndedException", "This recovery has ended.");

/** Recoveries were cancelled so often that the support desk decides. */
export const recoveryDisputed = (): CognitoException =>
  new CognitoException("RecoveryDisputedException", "This recovery was cancelled too often.");

/** The password was right, and the account has no authenticator to go on with. */
export const passkeyRequired = (): CognitoException =>
  new CognitoException("PasskeyRequiredException", "This account has no authenticator. Sign in with a passkey.");

/** The passkey is one that the account cannot do without. Nothing was asked of the pool. */
export const lastWayIn = (): CognitoException => new CognitoException("LastWayInException", "This is a last way into the account.");

/** The pool asks for a step that no screen of ours has: a temporary password, a code by message. */
export const stepNotOffered = (): CognitoException =>
  new CognitoException("StepNotOfferedException", "This account needs a sign-in step that is not offered here.");

/** Somebody else's session is live in this browser. */
export const otherUserSignedIn = (): CognitoException =>
  new CognitoException("OtherUserSignedInException", "Somebody else is signed in here. Sign out first.");

/** The session lives, but its access token is past its end. The page renews it and asks again. */
export const sessionStale = (): CognitoException => new CognitoException("SessionStaleException", "Your session needs to be renewed.", 401);

/** There is no session, or it was ended. */
export const sessionEnded = (): CognitoException => new CognitoException("SessionEndedException", "Your session has ended. Sign in again.");

/** The request is none that our own pages send: foreign origin, operation not allowed, malformed. */
export const requestRefused = (detail: string, status = 403): CognitoException =>
  new CognitoException("RequestRefusedException", detail, status);

/** A part that we depend on did not answer. 503 only where Amplify may repeat the call; a challenge can be answered only once. */
export const unavailable = (isRepeatable: boolean): CognitoException =>
  new CognitoException("UnavailableException", "Sign-in is not available right now. Try again in a moment.", isRepeatable ? 503 : 400);

/** Cognito's own answer to a challenge that is old, foreign or tampered with. */
export const sessionExpired = (): CognitoException =>
  new CognitoException("NotAuthorizedException", "Invalid session for the user, session is expired.");

/** Cognito's own answer to a wrong name or password, the same for names that do not exist. */
export const wrongPassword = (): CognitoException => new CognitoException("NotAuthorizedException", "Incorrect username or password.");

/** Cognito's own answer to a wrong code, and ours to any code for an address that waits for none. */
export const codeMismatch = (): CognitoException =>
  new CognitoException("CodeMismatchException", "Invalid verification code provided, please try again.");

/** Cognito's own answer to a token that is not this session's. */
export const invalidAccessToken = (): CognitoException => new CognitoException("NotAuthorizedException", "Invalid Access Token");

/** Cognito's own answer to a name that is no email address. */
export const notAnEmail = (): CognitoException => new CognitoException("InvalidParameterException", "Username should be an email.");

/** The old password of a change is not the account's. Cognito's own words for it speak of a sign-in. */
export const wrongOldPassword = (): CognitoException =>
  new CognitoException("WrongOldPasswordException", "The old password is not the one of this account.");

/** The new address of a change is the one that the account has. */
export const sameEmail = (): CognitoException => new CognitoException("SameEmailException", "This is the email of the account already.");

/** An account that still has money, an open withdrawal or a hold is not deleted. */
export const accountNotEmpty = (): CognitoException =>
  new CognitoException("AccountNotEmptyException", "This account still has money, an open withdrawal or a hold.");
