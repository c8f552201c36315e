// Some acts need a sign-in that is fresh, and a sign-in needs that nobody is signed in: so this session ends first.
import { leavePage } from "./leave-page";
import { fetchJson } from "./fetch-json";
import { DOORS, sideOfPage } from "./side";
import { signInAddress } from "./sign-in-address";
import { tellTabs } from "./tab-news";

/** Ends the session and asks for a new sign-in that returns to this page. A session that cannot be ended keeps the trader here. */
export async function signInAgain(): Promise<never> {
  const here = location.pathname;
  await fetchJson(DOORS[sideOfPage(here)].signOut, { method: "POST", body: {} });
  // The traders' tabs know nothing of the desk's session.
  if (sideOfPage(here) === "trader") tellTabs("signing_in_again");
  return leavePage(signInAddress(here));
}
