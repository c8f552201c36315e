// What a trader reads when a passkey does not do what it should. Browsers call most of it by one name, on purpose.
import { sentence, type Sentence } from "./sentence";

const KEY_SETUP = sentence(
  "passkey_setup",
  "Passkeys can't be used on this address.",
  "Open Holdfast at its usual address, or use your password.",
);
const KEY_CANCELLED = sentence(
  "passkey_cancelled",
  "Your passkey didn't answer.",
  "Nothing was changed. Try again and let your device check your fingerprint, face or PIN, or use your password.",
);
const KEY_UNVERIFIED = sentence(
  "passkey_no_lock",
  "This device can't check that it is you.",
  "Set up a screen lock, fingerprint or PIN on it, or use another device.",
);
const KEY_FAILED = sentence("passkey_failed", "This device could not use a passkey.", "Try another device, or use your password.");
const KEY_MISMATCH = sentence(
  "passkey_address",
  "This passkey belongs to a different web address.",
  "Open Holdfast at its usual address and try again.",
);

/** By name: the pool's, our own browser code's, Amplify's, the platform's. */
export const PASSKEY_SENTENCES = {
  // Cognito
  WebAuthnChallengeNotFoundException: sentence(
    "passkey_expired",
    "Adding the passkey took too long.",
    "Start again; you have about three minutes.",
  ),
  WebAuthnClientMismatchException: KEY_MISMATCH,
  WebAuthnConfigurationMissingException: KEY_SETUP,
  WebAuthnCredentialNotSupportedException: sentence(
    "passkey_unsupported",
    "This kind of passkey is not accepted.",
    "Use the one built into this device, or another security key.",
  ),
  WebAuthnNotEnabledException: KEY_SETUP,
  WebAuthnOriginNotAllowedException: KEY_MISMATCH,
  WebAuthnRelyingPartyMismatchException: KEY_MISMATCH,
  // Approvals by passkey, as our own browser code names what went wrong
  PasskeyProofCancelled: sentence(
    "passkey_cancelled",
    "Your passkey didn't answer.",
    "Nothing was approved. Try again; if this device has none of your passkeys, use one that has.",
  ),
  PasskeyProofTimedOut: sentence("passkey_timed_out", "Your passkey took too long to answer.", "Nothing was approved. Try again."),
  PasskeyProofMissing: sentence(
    "passkey_missing",
    "This device has none of your passkeys.",
    "Nothing was approved. Use a device that has one.",
  ),
  PasskeyProofUnsupported: sentence(
    "passkey_unsupported_here",
    "This browser can't use a passkey.",
    "Nothing was approved. Use another browser or device.",
  ),
  // Passkeys in the browser, as our own code tells apart what browsers call by one name
  PasskeyNotHere: sentence(
    "passkey_not_here",
    "No passkey for this account answered here.",
    "If yours is on a phone or a security key, press again and choose another device in your browser's window. Or use your password.",
  ),
  PasskeyTooLate: sentence("passkey_timed_out", "Your passkey took too long to answer.", "Nothing was changed. Try again."),
  PasskeyNotAccepted: sentence(
    "passkey_not_accepted",
    "This passkey was not accepted.",
    "It may have been removed from your account. Use another passkey, or your password.",
  ),
  // Amplify's names, then the platform's own
  InvalidPasskeyAuthenticationOptions: KEY_SETUP,
  InvalidPasskeyRegistrationOptions: KEY_SETUP,
  PasskeyAlreadyExists: sentence(
    "passkey_exists",
    "This device already has a passkey for your account.",
    "There is nothing more to do here.",
  ),
  PasskeyAuthenticationCanceled: KEY_CANCELLED,
  PasskeyNotSupported: KEY_FAILED,
  PasskeyOperationAborted: KEY_CANCELLED,
  PasskeyRegistrationCanceled: sentence(
    "passkey_cancelled",
    "No passkey was added.",
    "Nothing was changed. Try again and let your device check your fingerprint, face or PIN.",
  ),
  PasskeyRegistrationFailed: KEY_FAILED,
  PasskeyRetrievalFailed: KEY_FAILED,
  RelyingPartyMismatch: KEY_MISMATCH,
  AbortError: KEY_CANCELLED,
  ConstraintError: KEY_UNVERIFIED,
  InvalidStateError: sentence("passkey_exists", "This device already has a passkey for your account.", "There is nothing more to do here."),
  NotAllowedError: KEY_CANCELLED,
  NotSupportedError: KEY_FAILED,
  SecurityError: KEY_MISMATCH,
} as const satisfies Record<string, Sentence>;
