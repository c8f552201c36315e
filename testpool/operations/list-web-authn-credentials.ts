// ListWebAuthnCredentials: the user's passkeys, in pages.
import { invalidParameter } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { optionalString, type Fields } from "../protocol/read-fields";
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

function readPageSize(request: Fields): number {
  const size = request["MaxResults"] ?? PASSKEYS_MAX;
  if (typeof size !== "number" || !Number.isInteger(size) || size < 0 || size > PASSKEYS_MAX) {
    throw invalidParameter(
      "1 validation error detected: Value at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 20",
    );
  }
  return size === 0 ? PASSKEYS_MAX : size;
}

/** Answers Credentials, oldest first; NextToken is the place of the next one. */
export function listWebAuthnCredentials(request: Fields, needs: Needs): object {
  const { user } = requireAccessToken(needs, request);
  const size = readPageSize(request);
  const token = optionalString(request, "NextToken") ?? "0";
  if (!/^\d{1,2}$/.test(token)) throw invalidParameter("Invalid pagination token.");
  const start = Number(token);
  const passkeys = listPasskeys(needs, user);
  const page = passkeys.slice(start, start + size);
  const hasMore = start + size < passkeys.length;
  return { Credentials: page.map(describe), ...(hasMore ? { NextToken: String(start + size) } : {}) };
}
