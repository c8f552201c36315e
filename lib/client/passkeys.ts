// Passkeys and the authenticator of the signed-in trader, through Amplify. Loaded on demand, because Amplify is.
import { associateWebAuthnCredential, deleteWebAuthnCredential, setUpTOTP, updateMFAPreference, verifyTOTPSetup } from "aws-amplify/auth";
import type { SessionDto } from "@/lib/contracts/session";
import { configureAmplify } from "./amplify";
import { hydrateAmplify } from "./hydrate-amplify";
import { passkeyFailure } from "./passkey-failure";
import type { PoolAddress } from "./pool-address";
import { loadSession } from "./session-store";

type Shells = SessionDto["shells"];

/** `shells` are those of the desk's session; without them the trader's are asked for. */
async function ready(pool: PoolAddress, shells?: Shells): Promise<void> {
  configureAmplify(pool);
  await hydrateAmplify(pool, shells ?? (await loadSession()).shells);
}

/** Runs the browser's ceremony and enrols the passkey it makes. */
export async function addPasskey(pool: PoolAddress, shells?: Shells): Promise<void> {
  await ready(pool, shells);
  const startedAtMs = performance.now();
  await associateWebAuthnCredential().catch((thrown: unknown) => {
    throw passkeyFailure(thrown, { elapsedMs: performance.now() - startedAtMs, isKnownHere: true });
  });
}

/** Removes one passkey; it stops signing in at once. */
export async function removePasskey(pool: PoolAddress, id: string, shells?: Shells): Promise<void> {
  await ready(pool, shells);
  await deleteWebAuthnCredential({ credentialId: id });
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
