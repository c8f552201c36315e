import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { hasSentence, retryAfterSeconds, sentenceFor } from "./cognito-sentences";

const OPERATIONS = [
  "SignUp",
  "ConfirmSignUp",
  "ResendConfirmationCode",
  "InitiateAuth",
  "RespondToAuthChallenge",
  "AssociateSoftwareToken",
  "VerifySoftwareToken",
  "SetUserMFAPreference",
  "GetUser",
  "StartWebAuthnRegistration",
  "CompleteWebAuthnRegistration",
  "ListWebAuthnCredentials",
  "DeleteWebAuthnCredential",
  "GetTokensFromRefreshToken",
  "RevokeToken",
  "GlobalSignOut",
  "ForgotPassword",
  "ConfirmForgotPassword",
  "ChangePassword",
  "UpdateUserAttributes",
  "GetUserAttributeVerificationCode",
  "VerifyUserAttribute",
  "DeleteUser",
];

const OUR_OWN = [
  "LockedOutException",
  "RateLimitedException",
  "StepUpRequiredException",
  "GrantExpiredException",
  "GrantUsedException",
  "GrantRefusedException",
  "RecoveryCodeRefusedException",
  "RecoveryNotReadyException",
  "RecoveryEndedException",
  "RecoveryDisputedException",
  "PasskeyRequiredException",
  "LastWayInException",
  "ReadOnlySessionException",
  "StepNotOfferedException",
  "AccountFrozenException",
  "SessionStaleException",
  "SecondFactorRequiredException",
  "UnusualSignInException",
  "SuspicionNotClearedException",
  "OtherUserSignedInException",
  "WrongOldPasswordException",
  "SameEmailException",
  "AccountNotEmptyException",
  "SessionEndedException",
  "RequestRefusedException",
  "UnavailableException",
];

const BROWSER = [
  "PasskeyNotHere",
  "PasskeyTooLate",
  "PasskeyNotAccepted",
  "PasskeyAuthenticationCanceled",
  "PasskeyRegistrationCanceled",
  "RelyingPartyMismatch",
  "NotAllowedError",
  "InvalidStateError",
  "SecurityError",
  "AbortError",
  "NotSupportedError",
  "ConstraintError",
  "NetworkError",
];

const sdk = dirname(createRequire(import.meta.url).resolve("@aws-sdk/client-cognito-identity-provider/package.json"));

function documentedExceptions(operation: string): string[] {
  const source = readFileSync(join(sdk, "dist-types/commands", `${operation}Command.d.ts`), "utf8");
  return [...source.matchAll(/@throws \{@link (\w+)\}/g)]
    .flatMap((match) => match[1] ?? [])
    .filter((name) => !name.endsWith("ServiceException"));
}

describe("every failure has words", () => {
  test.each(OPERATIONS)("%s: each exception that the installed SDK documents has a sentence", (operation) => {
    const names = documentedExceptions(operation);
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !hasSentence(name))).toEqual([]);
  });

  test.each([...OUR_OWN, ...BROWSER])("%s has a sentence", (name) => {
    expect(hasSentence(name)).toBe(true);
  });

  test("a name nobody has mapped gets a safe sentence whose code tells support the name", () => {
    const unknown = sentenceFor("BrandNewException", "secret internals <script>");
    expect(hasSentence("BrandNewException")).toBe(false);
    expect(unknown.code).toBe("unknown_BrandNewException");
    expect(JSON.stringify(unknown)).not.toContain("secret internals");
  });

  test("names that every object inherits are unknown names, not sentences", () => {
    expect(sentenceFor("constructor", "").code).toBe("unknown_constructor");
    expect(sentenceFor("__proto__", "").code).toBe("unknown_proto");
  });

  test("no sentence shouts, pleads or speaks our jargon", () => {
    for (const name of [...OPERATIONS.flatMap(documentedExceptions), ...OUR_OWN, ...BROWSER]) {
      const { happened, next } = sentenceFor(name, "");
      expect(`${happened} ${next}`).not.toMatch(/!|please|oops|token|JWT|challenge|invalid/i);
      expect(happened).toMatch(/\.$/);
      expect(next).toMatch(/\.$/);
    }
  });
});

describe("one name, several messages", () => {
  test("a wrong password and a lock are told apart", () => {
    expect(sentenceFor("NotAuthorizedException", "Incorrect username or password.").code).toBe("sign_in_mismatch");
    expect(sentenceFor("NotAuthorizedException", "Password attempts exceeded").code).toBe("locked_out");
    expect(sentenceFor("NotAuthorizedException", "User is disabled.").code).toBe("account_disabled");
  });

  test("an unknown user reads exactly like a wrong password", () => {
    expect(sentenceFor("UserNotFoundException", "User does not exist.")).toEqual(
      sentenceFor("NotAuthorizedException", "Incorrect username or password."),
    );
  });

  test("a used authenticator code is told apart from an old one", () => {
    expect(sentenceFor("ExpiredCodeException", "Your software token has already been used once.").code).toBe("code_used");
    expect(sentenceFor("ExpiredCodeException", "anything else").code).toBe("code_expired");
  });

  test("a sign-in that ran out sends the trader back to the first step", () => {
    expect(sentenceFor("NotAuthorizedException", "Invalid session for the user, session is expired.").exit).toBe("start_over");
  });
});

describe("waiting times", () => {
  test("the proxy's message gives whole seconds", () => {
    expect(retryAfterSeconds("LockedOutException", "Retry after 32 seconds.")).toBe(32);
    expect(retryAfterSeconds("RateLimitedException", "Retry after 1 second.")).toBe(1);
  });

  test("zero waits one second, so that a countdown always ends after the server is ready", () => {
    expect(retryAfterSeconds("LockedOutException", "Retry after 0 seconds.")).toBe(1);
  });

  test("no other name and no other text is a waiting time", () => {
    expect(retryAfterSeconds("NotAuthorizedException", "Retry after 32 seconds.")).toBeNull();
    expect(retryAfterSeconds("LockedOutException", "Retry after -1 seconds.")).toBeNull();
    expect(retryAfterSeconds("LockedOutException", "Retry after 9999999 seconds.")).toBeNull();
  });
});
