// Why a passkey did not answer, as far as it can be told. Browsers say "not allowed" for a no, for too late, for none found and for a person they could
// not verify, all alike, so that no page learns what a device holds; only the time and this browser's own memory tell some of them apart.

/** Its name has its sentence among the words for failures. */
export class PasskeyFailure extends Error {
  override readonly name: "PasskeyNotHere" | "PasskeyTooLate" | "PasskeyNotAccepted";

  constructor(name: PasskeyFailure["name"], cause: unknown) {
    super(name, { cause });
    this.name = name;
  }
}

/** From here on a ceremony that ended without an answer has run into its limit, or into the patience of whoever sits there. */
const LATE_MS = 55_000;

const NOT_ALLOWED: ReadonlySet<string> = new Set(["PasskeyAuthenticationCanceled", "PasskeyRegistrationCanceled", "NotAllowedError"]);

/** What to throw for a ceremony's failure. `isKnownHere`: this browser has seen a passkey of this account. Anything that is clear already stays as it is. */
export function passkeyFailure(thrown: unknown, { elapsedMs, isKnownHere }: { elapsedMs: number; isKnownHere: boolean }): unknown {
  if (!(thrown instanceof Error)) return thrown;
  // The pool's words for a wrong password; whoever showed a passkey gave none.
  if (thrown.name === "NotAuthorizedException" && thrown.message === "Incorrect username or password.") {
    return new PasskeyFailure("PasskeyNotAccepted", thrown);
  }
  if (!NOT_ALLOWED.has(thrown.name)) return thrown;
  if (elapsedMs >= LATE_MS) return new PasskeyFailure("PasskeyTooLate", thrown);
  return isKnownHere ? thrown : new PasskeyFailure("PasskeyNotHere", thrown);
}
