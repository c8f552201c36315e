// REFRESH_TOKEN_AUTH: new tokens for a refresh token, where the client does not rotate.
import type { Needs } from "../protocol/needs";
import { requireParameter } from "../protocol/require-parameter";
import { checkSecretHash } from "../rules/secret-hash";
import type { ClientRecord } from "../store/settings-records";
import { exchangeRefreshToken } from "../tokens/exchange-refresh-token";
import { openRefreshToken } from "../tokens/refresh-token";
import type { ChallengeAnswer } from "./challenge-answer";

/** Answers new access and ID tokens. SECRET_HASH is made over the username that the tokens carry, not over an alias (documented). */
export async function refreshSignIn(
  needs: Needs,
  client: ClientRecord,
  parameters: Readonly<Record<string, string>>,
  clientMetadata: Readonly<Record<string, string>>,
): Promise<ChallengeAnswer> {
  const token = requireParameter(parameters, "REFRESH_TOKEN");
  const handle = openRefreshToken(needs.keys, token);
  const family = handle === null ? undefined : needs.store.get("families", handle.originJti);
  checkSecretHash(client, family?.username ?? "", parameters["SECRET_HASH"] ?? null);
  return {
    AuthenticationResult: await exchangeRefreshToken(needs, client, token, { deviceKey: parameters["DEVICE_KEY"], clientMetadata }),
    ChallengeParameters: {},
  };
}
