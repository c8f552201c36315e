// Cognito refuses by exception name and message; operations throw this, and the protocol layer is the only catch.

/** A refusal in Cognito's words; `status` is 400 for everything but an internal error. */
export class CognitoException extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/** NotAuthorizedException with the given message. */
export function notAuthorized(message: string): CognitoException {
  return new CognitoException("NotAuthorizedException", message);
}

/** InvalidParameterException with the given message. */
export function invalidParameter(message: string): CognitoException {
  return new CognitoException("InvalidParameterException", message);
}

/** What a wrong password, and any sign-in proof of an unknown user, is told (observed in many client code bases). */
export function incorrectPassword(): CognitoException {
  return notAuthorized("Incorrect username or password.");
}
