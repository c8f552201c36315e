// A passkey signs in only when its stored key signed this challenge, for this relying party, by a verified person.
// The library is loaded by the first passkey and not at the start, which it would double.
import type { AuthenticationResponseJSON, AuthenticatorTransport } from "@simplewebauthn/server";
import { isFields, type Fields } from "../protocol/shapes";
import type { PasskeyRecord, UserRecord } from "../store/records";
import type { WebAuthnSettings } from "../store/settings-records";
import { parseClientData } from "./credential-fields";
import { userHandleOf } from "./creation-options";
import { isAllowedOrigin } from "./is-allowed-origin";

/** What an accepted assertion says. */
export interface VerifiedAssertion {
  readonly counter: number;
  readonly userVerified: boolean;
}

/** True when the assertion names no user, or the right one. */
function isOwnHandle(credential: Fields, user: UserRecord): boolean {
  const response = credential["response"];
  const handle = isFields(response) ? response["userHandle"] : undefined;
  return handle === undefined || handle === null || handle === userHandleOf(user);
}

/** The assertion's counter and user verification, or null for anything that does not verify. */
export async function verifyAssertion(
  credential: Fields,
  settings: WebAuthnSettings,
  challenge: string,
  user: UserRecord,
  passkey: PasskeyRecord,
): Promise<VerifiedAssertion | null> {
  const data = parseClientData(credential);
  if (data === null || data.crossOrigin || !isAllowedOrigin(data.origin, settings.relyingPartyId)) return null;
  if (!isOwnHandle(credential, user)) return null;
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const verification = await verifyAuthenticationResponse({
    response: credential as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: data.origin,
    expectedRPID: settings.relyingPartyId,
    requireUserVerification: settings.userVerification === "required",
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
      counter: passkey.counter,
      transports: [...passkey.transports] as AuthenticatorTransport[],
    },
  }).catch(() => null);
  if (verification === null || !verification.verified) return null;
  const { newCounter, userVerified } = verification.authenticationInfo;
  return { counter: newCounter, userVerified };
}
