// DeleteWebAuthnCredential: a user's own passkey, and nobody else's.
import { CognitoException } from "../protocol/cognito-exception";
import { ACCESS_TOKEN } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed, text } from "../protocol/shapes";
import { passkeyKey } from "../store/find-user";
import { requireAccessToken } from "../tokens/require-access-token";

/** Deletes the passkey; ResourceNotFoundException when the caller has none of that id (sentence assumed). */
export const deleteWebAuthnCredential = defineOperation({
  name: "DeleteWebAuthnCredential",
  access: "token",
  quota: "UserResourceUpdate",
  request: { AccessToken: needed(ACCESS_TOKEN), CredentialId: needed(text({ min: 1, max: 2048 })) },
  refusals: [],
  perform: (request, needs) => {
    const { user } = requireAccessToken(needs, request.AccessToken);
    const key = passkeyKey(user, request.CredentialId);
    if (needs.store.get("passkeys", key) === undefined) {
      throw new CognitoException("ResourceNotFoundException", "The WebAuthn credential does not exist.");
    }
    needs.store.remove("passkeys", key);
    return {};
  },
});
