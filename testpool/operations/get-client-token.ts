// GetClientToken: the client credentials grant as an operation of the protocol.
import { invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import { CLIENT_ID, CLIENT_METADATA, CLIENT_SECRET } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { listOf, needed, text } from "../protocol/shapes";
import { isClientSecret } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import { grantedScopes, issueClientToken } from "../tokens/client-token";

const SCOPE = text({ min: 1, max: 256, pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+" });

/**
 * Answers ClientAuthenticationResult. The client must have a secret and ALLOW_CLIENT_TOKEN_AUTH (documented); which exceptions tell of a
 * wrong secret, a missing flow and a scope that is not allowed, and their sentences, are assumed.
 */
export const getClientToken = defineOperation({
  name: "GetClientToken",
  access: "public",
  quota: "ClientAuthentication",
  request: {
    ClientId: needed(CLIENT_ID),
    Secret: needed(CLIENT_SECRET),
    Scopes: listOf(SCOPE, { max: 50 }),
    ClientMetadata: CLIENT_METADATA,
  },
  refusals: [],
  perform: async (request, needs) => {
    const client = requireClient(needs, request.ClientId);
    if (client.secret === null || !isClientSecret(client, request.Secret)) {
      throw notAuthorized(`Unable to verify client secret for client ${client.id}`);
    }
    if (!client.explicitAuthFlows.includes("ALLOW_CLIENT_TOKEN_AUTH")) {
      throw notAuthorized("CLIENT_TOKEN_AUTH flow not enabled for this client");
    }
    const scopes = grantedScopes(needs, client, request.Scopes ?? []);
    if (scopes === null) throw invalidParameter("Invalid scope requested.");
    const { accessToken, expiresInSeconds } = await issueClientToken(needs, client, scopes, request.ClientMetadata);
    return { ClientAuthenticationResult: { AccessToken: accessToken, ExpiresIn: expiresInSeconds, TokenType: "Bearer" } };
  },
});
