// RevokeToken: ends a refresh token and everything that was issued from it.
import { CognitoException } from "../protocol/cognito-exception";
import { CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed, oneOf } from "../protocol/shapes";
import { isClientSecret } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import { decodeJwt } from "../tokens/jwt";
import { openRefreshToken } from "../tokens/refresh-token";
import { revokeFamily } from "../tokens/revoke-family";

/**
 * Revokes the family, whichever generation is given; twice is as good as once. Refuses with Unauthorized (wrong secret, or
 * another client's token) and UnsupportedTokenType (an access or ID token); an unknown token is accepted in silence, as
 * RFC 7009 §2.2 has it (assumed).
 */
export const revokeToken = defineOperation({
  name: "RevokeToken",
  access: "public",
  quota: "UserToken",
  request: {
    Token: needed(REFRESH_TOKEN),
    ClientId: needed(CLIENT_ID),
    ClientSecret: CLIENT_SECRET,
    RevokeAssociatedSessions: oneOf(["NONE", "LINKED"]),
  },
  refusals: ["UnauthorizedException", "UnsupportedOperationException", "UnsupportedTokenTypeException"],
  perform: (request, needs) => {
    const client = requireClient(needs, request.ClientId);
    if (!isClientSecret(client, request.ClientSecret ?? null)) {
      throw new CognitoException("UnauthorizedException", `Unable to verify client secret for client ${client.id}`);
    }
    if (!client.tokenRevocation) {
      throw new CognitoException("UnsupportedOperationException", "Revoke token operation is not enabled for this client."); // Assumed sentence.
    }
    if (decodeJwt(request.Token) !== null) throw new CognitoException("UnsupportedTokenTypeException", "Unsupported token type");
    const handle = openRefreshToken(needs.keys, request.Token);
    const family = handle === null ? undefined : needs.store.get("families", handle.originJti);
    if (family === undefined) return {};
    if (family.clientId !== client.id) {
      throw new CognitoException("UnauthorizedException", "The token was not issued to this client.");
    }
    revokeFamily(needs, family);
    return {};
  },
});
