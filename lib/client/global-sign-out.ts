// Amplify's own sign-out of all devices. Loaded on demand, because Amplify is.
import { signOut } from "aws-amplify/auth";
import { configureAmplify } from "./amplify";
import { hydrateAmplify } from "./hydrate-amplify";
import type { PoolAddress } from "./pool-address";
import { loadSession } from "./session-store";

/** Asks the pool, through the proxy, to forget every session of the trader. Amplify reports no failure here, so whoever calls it relies on nothing. */
export async function signOutAtPool(pool: PoolAddress): Promise<void> {
  configureAmplify(pool);
  await hydrateAmplify(pool, (await loadSession()).shells);
  await signOut({ global: true });
}
