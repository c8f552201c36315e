// Ends the session in the order that cannot leave it alive: the server first, then whatever Amplify holds in memory, then the page.
import { fetchJson } from "./fetch-json";
import { dropDrafts } from "./drafts";
import { leavePage } from "./leave-page";
import { markLookingOnly } from "./looking-only";
import { tellTabs } from "./tab-news";

/**
 * Signs out and leaves for sign-in. Throws when the server did not confirm, because then the session is still alive and the trader
 * must know; a session that had already ended counts as signed out.
 */
export async function signOut(): Promise<never> {
  await fetchJson("/api/auth/sign-out", { method: "POST", body: {} });
  return forgetAndLeave();
}

/** What the tab where somebody signed out does, and what every other tab does that hears of it. */
export function forgetAndLeave(isTold = false): Promise<never> {
  dropDrafts();
  markLookingOnly(false);
  if (!isTold) tellTabs("signed_out");
  return leavePage("/sign-in");
}
