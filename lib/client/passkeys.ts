// Passkeys and the authenticator of the signed-in trader, through Amplify. Loaded on demand, because Amplify is.
import {
  associateWebAuthnCredential,
  deleteWebAuthnCredential,
  fetchMFAPreference,
  listWebAuthnCredentials,
  setUpTOTP,
  updateMFAPreference,
  verifyTOTPSetup,
  type AuthWebAuthnCredential,
} from "aws-amplify/auth";
import { configureAmplify } from "./amplify";
import { hydrateAmplify } from "./hydrate-amplify";
import type { PoolAddress } from "./pool-address";
import { loadSession } from "./session-store";

/** A passkey as the user pool lists it. */
export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date | null;
}

async function ready(pool: PoolAddress): Promise<void> {
  configureAmplify(pool);
  await hydrateAmplify(pool, (await loadSession()).shells);
}

/** All passkeys of the trader, in the pool's order; every page of the answer is read. */
export async function listPasskeys(pool: PoolAddress): Promise<Passkey[]> {
  await ready(pool);
  const found: Passkey[] = [];
  let nextToken: string | undefined;
  do {
    const page = await listWebAuthnCredentials(nextToken === undefined ? {} : { nextToken });
    found.push(...page.credentials.flatMap(toPasskey));
    nextToken = page.nextToken;
  } while (nextToken !== undefined && found.length < PASSKEYS_MAX);
  return found;
}

// Cognito allows 20 passkeys for one user; a list that goes on is not a list of passkeys.
const PASSKEYS_MAX = 100;

function toPasskey({ credentialId, friendlyCredentialName, createdAt }: AuthWebAuthnCredential): Passkey[] {
  if (credentialId === undefined) return [];
  return [{ id: credentialId, name: friendlyCredentialName ?? "Passkey", createdAt: createdAt ?? null }];
}

/** Runs the browser's ceremony and enrols the passkey it makes. */
export async function addPasskey(pool: PoolAddress): Promise<void> {
  await ready(pool);
  await associateWebAuthnCredential();
}

/** Removes one passkey; it stops signing in at once. */
export async function removePasskey(pool: PoolAddress, id: string): Promise<void> {
  await ready(pool);
  await deleteWebAuthnCredential({ credentialId: id });
}

/** Whether an authenticator app is set up. */
export async function hasAuthenticator(pool: PoolAddress): Promise<boolean> {
  await ready(pool);
  const { enabled } = await fetchMFAPreference();
  return enabled?.includes("TOTP") === true;
}

/** What an authenticator app needs: the key to type, and the same as an address to scan. */
export interface AuthenticatorKey {
  readonly sharedSecret: string;
  readonly setupUri: string;
}

/** Asks for a new authenticator key. The old one stays good until a code of the new one was right. */
export async function startAuthenticator(pool: PoolAddress, email: string): Promise<AuthenticatorKey> {
  await ready(pool);
  const { sharedSecret, getSetupUri } = await setUpTOTP();
  return { sharedSecret, setupUri: getSetupUri("Holdfast", email).toString() };
}

/** Shows the first code of the new authenticator. An account that had none asks for its codes from then on. */
export async function finishAuthenticator(pool: PoolAddress, code: string, isFirst: boolean): Promise<void> {
  await ready(pool);
  await verifyTOTPSetup({ code });
  if (isFirst) await updateMFAPreference({ totp: "PREFERRED" });
}
