// CredentialCreationOptions, the document that StartWebAuthnRegistration answers with.
import { emailOf } from "../store/find-user";
import type { PasskeyRecord, UserRecord } from "../store/records";
import type { WebAuthnSettings } from "../store/settings-records";

/** The user handle: the sub's bytes, so that an assertion names its user (assumed; AWS's handle is not documented). */
export function userHandleOf(user: UserRecord): string {
  return Buffer.from(user.sub).toString("base64url");
}

/** Options for a new discoverable passkey; ES256 and RS256 (observed), and the user's own credentials excluded. */
export function creationOptions(
  settings: WebAuthnSettings,
  user: UserRecord,
  challenge: string,
  passkeys: readonly PasskeyRecord[],
): object {
  return {
    rp: { id: settings.relyingPartyId, name: settings.relyingPartyId },
    user: { id: userHandleOf(user), name: emailOf(user) ?? user.username, displayName: emailOf(user) ?? user.username },
    challenge,
    pubKeyCredParams: [
      { type: "public-key", alg: -7 },
      { type: "public-key", alg: -257 },
    ],
    timeout: 60_000,
    excludeCredentials: passkeys.map((passkey) => ({
      type: "public-key",
      id: passkey.credentialId,
      transports: passkey.transports,
    })),
    authenticatorSelection: {
      requireResidentKey: true,
      residentKey: "required",
      userVerification: settings.userVerification,
    },
  };
}
