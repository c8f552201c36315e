// Ends the session in the order that cannot leave it alive: the server first, then whatever Amplify holds in memory, then the page.
import { fetchJson } from "./fetch-json";
import { leavePage } from "./leave-page";

/**
 * Signs out and leaves for sign-in. Throws when the server did not confirm, because then the session is still alive and the trader
 * must know; a session that had already ended counts as signed out.
 */
export async function signOut(): Promise<never> {
  await fetchJson("/api/auth/sign-out", { method: "POST", body: {} });
  return leavePage("/sign-in");
}
