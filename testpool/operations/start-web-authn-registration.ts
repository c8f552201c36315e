// StartWebAuthnRegistration: opens the one enrolment that a user may have open.
import { randomBytes } from "node:crypto";
import { ACCESS_TOKEN } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { listPasskeys, nameKey } from "../store/find-user";
import { requireAccessToken } from "../tokens/require-access-token";
import { creationOptions } from "../web-authn/creation-options";
import { checkPasskeyCount, refuseMissingConfiguration, requireWebAuthn } from "../web-authn/require-settings";

/** How long an enrolment stays open: assumed to be as long as a challenge Session. */
const LIFE_SECONDS = 180;

/** Answers CredentialCreationOptions, a document; a second start replaces the first (assumed). */
export const startWebAuthnRegistration = defineOperation({
  name: "StartWebAuthnRegistration",
  access: "token",
  quota: "UserResourceUpdate",
  request: { AccessToken: needed(ACCESS_TOKEN) },
  refusals: ["LimitExceededException", "WebAuthnConfigurationMissingException", "WebAuthnNotEnabledException"],
  perform: (request, needs) => {
    const { user, pool, family } = requireAccessToken(needs, request.AccessToken);
    refuseMissingConfiguration(pool);
    const settings = requireWebAuthn(pool);
    const passkeys = listPasskeys(needs, user);
    checkPasskeyCount(passkeys.length);
    const challenge = randomBytes(32).toString("base64url");
    const expiresAtSeconds = needs.clock.nowSeconds() + LIFE_SECONDS;
    needs.store.put("registrations", nameKey(needs, user.poolId, user.username), {
      challenge,
      clientId: family.clientId,
      expiresAtSeconds,
    });
    return { CredentialCreationOptions: creationOptions(settings, user, challenge, passkeys) };
  },
});
