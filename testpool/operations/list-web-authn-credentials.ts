// ListWebAuthnCredentials: the user's passkeys, in pages.
import { ACCESS_TOKEN, PAGE_KEY } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { pageOf } from "../protocol/page-of";
import { integer, needed } from "../protocol/shapes";
import { listPasskeys } from "../store/find-user";
import type { PasskeyRecord } from "../store/records";
import { requireAccessToken } from "../tokens/require-access-token";
import { PASSKEYS_MAX } from "../web-authn/require-settings";

function describe(passkey: PasskeyRecord): object {
  return {
    CredentialId: passkey.credentialId,
    FriendlyCredentialName: passkey.friendlyName,
    RelyingPartyId: passkey.relyingPartyId,
    ...(passkey.attachment === null ? {} : { AuthenticatorAttachment: passkey.attachment }),
    AuthenticatorTransports: passkey.transports,
    CreatedAt: passkey.createdAtSeconds,
  };
}

/** Answers Credentials, oldest first; NextToken is the place of the next one. */
export const listWebAuthnCredentials = defineOperation({
  name: "ListWebAuthnCredentials",
  access: "token",
  quota: "UserResourceRead",
  request: { AccessToken: needed(ACCESS_TOKEN), NextToken: PAGE_KEY, MaxResults: integer({ min: 0, max: PASSKEYS_MAX }) },
  refusals: [],
  perform: (request, needs) => {
    const { user } = requireAccessToken(needs, request.AccessToken);
    const size = request.MaxResults === undefined || request.MaxResults === 0 ? PASSKEYS_MAX : request.MaxResults;
    const { page, next } = pageOf(listPasskeys(needs, user), size, request.NextToken);
    return { Credentials: page.map(describe), ...(next === null ? {} : { NextToken: next }) };
  },
});
