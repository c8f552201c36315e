// DeleteWebAuthnCredential: a user's own passkey, and nobody else's.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requireString, type Fields } from "../protocol/read-fields";
import { passkeyKey } from "../store/find-user";
import { requireAccessToken } from "../tokens/require-access-token";

/** Deletes the passkey; ResourceNotFoundException when the caller has none of that id (sentence assumed). */
export function deleteWebAuthnCredential(request: Fields, needs: Needs): object {
  const { user } = requireAccessToken(needs, request);
  const key = passkeyKey(user, requireString(request, "CredentialId", 2048));
  if (needs.store.get("passkeys", key) === undefined) {
    throw new CognitoException("ResourceNotFoundException", "The WebAuthn credential does not exist.");
  }
  needs.store.remove("passkeys", key);
  return {};
}
