// Passkeys in front of a proxy stage: signing in with one as a page would, and planting one at the pool as a thief of a token would.
import type { ProxyAnswer, ProxyStage } from "./proxy-stage";
import { createSoftwarePasskey, type SoftwarePasskey } from "./software-passkey";

/** Signs in with a passkey through the proxy, as the current browser; `bend` may change the credential's JSON before it is sent. */
export async function signInByPasskey(
  stage: ProxyStage,
  USERNAME: string,
  passkey: SoftwarePasskey,
  bend: (credential: object) => string = JSON.stringify,
): Promise<ProxyAnswer> {
  const started = await stage.call("InitiateAuth", {
    AuthFlow: "USER_AUTH",
    AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" },
  });
  const parameters = started.body["ChallengeParameters"] as Record<string, string>;
  const { challenge } = JSON.parse(parameters["CREDENTIAL_REQUEST_OPTIONS"] ?? "{}") as { challenge: string };
  const CREDENTIAL = bend(passkey.sign(challenge, stage.route.origin));
  const answer = { ChallengeName: "WEB_AUTHN", Session: started.body["Session"], ChallengeResponses: { USERNAME, CREDENTIAL } };
  return stage.call("RespondToAuthChallenge", answer);
}

/** Calls the pool itself, past the product, as whoever holds a real token can. */
export async function callPool(stage: ProxyStage, operation: string, body: object): Promise<ProxyAnswer> {
  const response = await fetch(stage.pool.url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Registers a passkey directly at the pool with a stolen access token, and makes it count as a second factor there. */
export async function plantPasskey(stage: ProxyStage, AccessToken: string): Promise<SoftwarePasskey> {
  const passkey = createSoftwarePasskey("localhost");
  const { body } = await callPool(stage, "StartWebAuthnRegistration", { AccessToken });
  const { challenge } = body["CredentialCreationOptions"] as { challenge: string };
  const Credential = passkey.register(challenge, stage.route.origin);
  const kept = await callPool(stage, "CompleteWebAuthnRegistration", { AccessToken, Credential });
  const switched = await callPool(stage, "SetUserMFAPreference", { AccessToken, WebAuthnMfaSettings: { Enabled: true } });
  if (kept.status !== 200 || switched.status !== 200) throw new Error(`The pool refused: ${JSON.stringify([kept.body, switched.body])}`);
  return passkey;
}

/** Adds a passkey through the proxy, as the current browser's page would with this shell. */
export async function addPasskey(stage: ProxyStage, AccessToken: string): Promise<SoftwarePasskey> {
  const passkey = createSoftwarePasskey("localhost");
  const started = await stage.call("StartWebAuthnRegistration", { AccessToken });
  const { challenge } = (started.body["CredentialCreationOptions"] ?? {}) as { challenge?: string };
  if (challenge === undefined) throw new Error(`The proxy refused: ${JSON.stringify(started.body)}`);
  const Credential = passkey.register(challenge, stage.route.origin);
  const kept = await stage.call("CompleteWebAuthnRegistration", { AccessToken, Credential });
  if (kept.status !== 200) throw new Error(`The proxy refused: ${JSON.stringify(kept.body)}`);
  return passkey;
}

/** The Cookie header that a browser would send. */
export const cookieHeaderOf = (jar: ReadonlyMap<string, string>): string => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
