// GetTokensFromRefreshToken: the only refresh that works with rotation. The client proves its secret itself.
import { notAuthorized } from "../protocol/cognito-exception";
import { CLIENT_ID, CLIENT_METADATA, CLIENT_SECRET, DEVICE_KEY, REFRESH_TOKEN } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { isClientSecret } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import { exchangeRefreshToken } from "../tokens/exchange-refresh-token";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";

/** Answers AuthenticationResult. A missing or wrong ClientSecret is NotAuthorizedException (sentence assumed). */
export const getTokensFromRefreshToken = defineOperation({
  name: "GetTokensFromRefreshToken",
  access: "public",
  quota: "UserToken",
  request: {
    RefreshToken: needed(REFRESH_TOKEN),
    ClientId: needed(CLIENT_ID),
    ClientSecret: CLIENT_SECRET,
    DeviceKey: DEVICE_KEY,
    ClientMetadata: CLIENT_METADATA,
  },
  refusals: [...TRIGGER_REFUSALS, "RefreshTokenReuseException"],
  perform: async (request, needs) => {
    const client = requireClient(needs, request.ClientId);
    if (!isClientSecret(client, request.ClientSecret ?? null)) {
      throw notAuthorized(`Unable to verify client secret for client ${client.id}`);
    }
    const details = { deviceKey: request.DeviceKey, clientMetadata: request.ClientMetadata };
    return { AuthenticationResult: await exchangeRefreshToken(needs, client, request.RefreshToken, details) };
  },
});
