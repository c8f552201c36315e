// Out of every session of the trader, this one last: each step that matters is confirmed by the server before the page says goodbye.
import type { PoolAddress } from "./pool-address";
import { endOtherSessions } from "./sessions";
import { signOut } from "./sign-out";

/** Ends all sessions and leaves for sign-in. Throws when the server did not confirm; then the trader is still signed in here and must know. */
export async function signOutEverywhere(pool: PoolAddress): Promise<never> {
  await endOtherSessions();
  // The pool's own sessions are worth nothing without our registry; that they end as well is a second lock, not the first.
  await import("./global-sign-out").then(({ signOutAtPool }) => signOutAtPool(pool)).catch(() => undefined);
  return signOut();
}
