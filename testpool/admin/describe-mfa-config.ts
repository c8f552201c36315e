// The second factors of a pool, as SetUserPoolMfaConfig and GetUserPoolMfaConfig answer them.
import type { PoolRecord } from "../store/settings-records";

/** A method is told by its member being there; authenticator apps by a flag (documented). */
export function describeMfaConfig({ asked = {}, ...pool }: PoolRecord): object {
  const { webAuthn } = pool;
  return {
    ...(pool.smsMfa ? { SmsMfaConfiguration: asked["SmsMfaConfiguration"] ?? {} } : {}),
    SoftwareTokenMfaConfiguration: { Enabled: pool.softwareTokenMfa },
    ...(pool.emailMfa ? { EmailMfaConfiguration: asked["EmailMfaConfiguration"] ?? {} } : {}),
    MfaConfiguration: pool.mfaConfiguration,
    ...(webAuthn === null
      ? {}
      : {
          WebAuthnConfiguration: {
            RelyingPartyId: webAuthn.relyingPartyId,
            UserVerification: webAuthn.userVerification,
            FactorConfiguration: webAuthn.factorConfiguration,
          },
        }),
  };
}
