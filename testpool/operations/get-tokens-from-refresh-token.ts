// GetTokensFromRefreshToken: the only refresh that works with rotation. The client proves its secret itself.
import { notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { optionalString, requireString, type Fields } from "../protocol/read-fields";
import { isClientSecret } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import { exchangeRefreshToken } from "../tokens/exchange-refresh-token";

/** Answers AuthenticationResult. A missing or wrong ClientSecret is NotAuthorizedException (sentence assumed). */
export function getTokensFromRefreshToken(request: Fields, needs: Needs): object {
  const client = requireClient(needs, requireString(request, "ClientId", 128));
  if (!isClientSecret(client, optionalString(request, "ClientSecret", 64))) {
    throw notAuthorized(`Unable to verify client secret for client ${client.id}`);
  }
  return { AuthenticationResult: exchangeRefreshToken(needs, client, requireString(request, "RefreshToken")) };
}
