// CompleteWebAuthnRegistration: keeps a passkey that really verifies, for the enrolment that was really opened.
import { CognitoException, invalidParameter } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { ACCESS_TOKEN } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { isFields, jsonDocument, needed, type Fields } from "../protocol/shapes";
import { listPasskeys, nameKey, passkeyKey } from "../store/find-user";
import type { PasskeyRecord, RegistrationRecord } from "../store/records";
import { requireAccessToken, type Caller } from "../tokens/require-access-token";
import { parseCredential } from "../web-authn/credential-fields";
import { checkPasskeyCount, requireWebAuthn } from "../web-authn/require-settings";
import { verifyRegistration } from "../web-authn/verify-registration";

/** The open enrolment, which is closed by being looked at: any answer uses the challenge up (assumed). */
function takeRegistration(needs: Needs, caller: Caller): RegistrationRecord {
  const key = nameKey(needs, caller.user.poolId, caller.user.username);
  const open = needs.store.get("registrations", key);
  if (open === undefined || needs.clock.nowSeconds() >= open.expiresAtSeconds) {
    throw new CognitoException("WebAuthnChallengeNotFoundException", "The challenge of this credential was not found.");
  }
  if (open.clientId !== caller.family.clientId) {
    throw new CognitoException("WebAuthnClientMismatchException", "The registration was started by another client.");
  }
  needs.store.remove("registrations", key);
  return open;
}

function describe(credential: Fields): Pick<PasskeyRecord, "transports" | "attachment"> {
  const response = credential["response"];
  const transports = isFields(response) ? response["transports"] : undefined;
  const attachment = credential["authenticatorAttachment"];
  return {
    transports: Array.isArray(transports) ? transports.filter((entry): entry is string => typeof entry === "string") : [],
    attachment: typeof attachment === "string" ? attachment : null,
  };
}

/** Stores the passkey. A credential id that any user of the pool has already is refused (WebAuthn §7.1 step 26). */
export const completeWebAuthnRegistration = defineOperation({
  name: "CompleteWebAuthnRegistration",
  access: "token",
  quota: "UserResourceUpdate",
  request: { AccessToken: needed(ACCESS_TOKEN), Credential: needed(jsonDocument) },
  refusals: [
    "WebAuthnChallengeNotFoundException",
    "WebAuthnClientMismatchException",
    "WebAuthnCredentialNotSupportedException",
    "WebAuthnNotEnabledException",
    "WebAuthnOriginNotAllowedException",
    "WebAuthnRelyingPartyMismatchException",
  ],
  perform: async (request, needs) => {
    const caller = requireAccessToken(needs, request.AccessToken);
    const settings = requireWebAuthn(caller.pool);
    const credential = parseCredential(request.Credential);
    if (credential === null) throw invalidParameter("Invalid WebAuthn credential.");
    const { challenge } = takeRegistration(needs, caller);
    const verified = await verifyRegistration(credential, settings, challenge);
    const { poolId, username } = caller.user;
    const isKnown = needs.store
      .entries("passkeys")
      .some(([, passkey]) => passkey.poolId === poolId && passkey.credentialId === verified.credentialId);
    if (isKnown) throw new CognitoException("WebAuthnCredentialNotSupportedException", "This credential is already registered.");
    const count = listPasskeys(needs, caller.user).length;
    checkPasskeyCount(count);
    needs.store.put("passkeys", passkeyKey(caller.user, verified.credentialId), {
      poolId,
      username,
      ...verified,
      ...describe(credential),
      friendlyName: `Passkey ${count + 1}`,
      relyingPartyId: settings.relyingPartyId,
      createdAtSeconds: needs.clock.nowSeconds(),
    });
    return {};
  },
});
