// A new passkey is believed only after the library has verified it; the checks that have a Cognito exception of their own
// come first, so that each failure has its documented name. All messages are assumed: AWS documents none.
// The library is loaded by the first passkey and not at the start, which it would double.
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { createHash } from "node:crypto";
import { CognitoException, invalidParameter } from "../protocol/cognito-exception";
import { isFields, type Fields } from "../protocol/shapes";
import type { WebAuthnSettings } from "../store/settings-records";
import { parseClientData } from "./credential-fields";
import { isAllowedOrigin } from "./is-allowed-origin";

/** ES256 and RS256, the algorithms of the creation options. */
const ALGORITHMS = [-7, -257];

/** What the pool keeps of a verified passkey. */
export interface VerifiedRegistration {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
}

function checkClientData(credential: Fields, settings: WebAuthnSettings, challenge: string): string {
  const data = parseClientData(credential);
  if (data === null || data.type !== "webauthn.create") throw invalidParameter("Invalid WebAuthn credential.");
  if (data.challenge !== challenge) {
    throw new CognitoException("WebAuthnChallengeNotFoundException", "The challenge of this credential was not found.");
  }
  if (data.crossOrigin || !isAllowedOrigin(data.origin, settings.relyingPartyId)) {
    throw new CognitoException("WebAuthnOriginNotAllowedException", "The origin of this credential is not allowed.");
  }
  return data.origin;
}

/** Refuses a credential that was made for another relying party (the hash in its authenticator data says which). */
async function checkRelyingParty(credential: Fields, settings: WebAuthnSettings): Promise<void> {
  const { decodeAttestationObject, parseAuthenticatorData } = await import("@simplewebauthn/server/helpers");
  const response = credential["response"];
  const encoded = isFields(response) ? response["attestationObject"] : undefined;
  if (typeof encoded !== "string") throw invalidParameter("Invalid WebAuthn credential.");
  const expected = createHash("sha256").update(settings.relyingPartyId).digest();
  let rpIdHash: Uint8Array;
  try {
    const attestation = decodeAttestationObject(new Uint8Array(Buffer.from(encoded, "base64url")));
    rpIdHash = parseAuthenticatorData(attestation.get("authData")).rpIdHash;
  } catch {
    throw invalidParameter("Invalid WebAuthn credential.");
  }
  if (!expected.equals(rpIdHash)) {
    throw new CognitoException("WebAuthnRelyingPartyMismatchException", "The relying party of this credential does not match.");
  }
}

/** The verified passkey. Refuses with the WebAuthn… exceptions of CompleteWebAuthnRegistration, in that operation's order. */
export async function verifyRegistration(credential: Fields, settings: WebAuthnSettings, challenge: string): Promise<VerifiedRegistration> {
  const expectedOrigin = checkClientData(credential, settings, challenge);
  await checkRelyingParty(credential, settings);
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const verification = await verifyRegistrationResponse({
    response: credential as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin,
    expectedRPID: settings.relyingPartyId,
    requireUserVerification: settings.userVerification === "required",
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  if (verification === null || !verification.verified) {
    throw new CognitoException("WebAuthnCredentialNotSupportedException", "This credential is not supported.");
  }
  const { id, publicKey, counter } = verification.registrationInfo.credential;
  return { credentialId: id, publicKey: Buffer.from(publicKey).toString("base64url"), counter };
}
