// Where a sign-in leads. The address bar is somebody else's input, so the same rule judges it on the server and here.
import { safeReturnPath } from "@/lib/identity/safe-return-path";

/** The page to open after sign-in: the wanted one when it is a path of ours, otherwise the portfolio. */
export const afterSignIn = (wanted: string | readonly string[] | null | undefined): string =>
  safeReturnPath(typeof wanted === "string" ? wanted : null);

/** The same for the support desk, whose people are only ever sent to the desk. */
export const afterDeskSignIn = (wanted: string | readonly string[] | null | undefined): string =>
  safeReturnPath(typeof wanted === "string" ? wanted : null, "desk");
