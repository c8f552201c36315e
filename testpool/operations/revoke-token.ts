// RevokeToken: ends a refresh token and everything that was issued from it.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { optionalString, requireString, type Fields } from "../protocol/read-fields";
import { isClientSecret } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import { decodeJwt } from "../tokens/jwt";
import { openRefreshToken } from "../tokens/refresh-token";

/**
 * Revokes the family, whichever generation is given; twice is as good as once. Refuses with Unauthorized (wrong secret, or
 * another client's token) and UnsupportedTokenType (an access or ID token); an unknown token is accepted in silence, as
 * RFC 7009 §2.2 has it (assumed).
 */
export function revokeToken(request: Fields, needs: Needs): object {
  const client = requireClient(needs, requireString(request, "ClientId", 128));
  const token = requireString(request, "Token");
  if (!isClientSecret(client, optionalString(request, "ClientSecret", 64))) {
    throw new CognitoException("UnauthorizedException", `Unable to verify client secret for client ${client.id}`);
  }
  if (decodeJwt(token) !== null) throw new CognitoException("UnsupportedTokenTypeException", "Unsupported token type");
  const handle = openRefreshToken(needs.keys, token);
  const family = handle === null ? undefined : needs.store.get("families", handle.originJti);
  if (family === undefined) return {};
  if (family.clientId !== client.id) {
    throw new CognitoException("UnauthorizedException", "The token was not issued to this client.");
  }
  needs.store.put("families", family.originJti, { ...family, revoked: true });
  return {};
}
