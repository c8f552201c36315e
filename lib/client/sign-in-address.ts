// Where sign-in is, and where it returns to: only ever a page of our own.

import type { EndKind } from "./session-ends";
import { DOORS, sideOfPage } from "./side";

/** The sign-in page of the side that `next` belongs to, remembering where to go afterwards, and saying why when time ended the session. `next` is checked again when it is used. */
export const signInAddress = (next: string, ended: EndKind | null = null): string =>
  `${DOORS[sideOfPage(next)].signIn}?next=${encodeURIComponent(next)}${ended === null ? "" : `&ended=${ended}`}`;
