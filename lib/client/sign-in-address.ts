// Where sign-in is, and where it returns to: only ever a page of our own.

/** The sign-in page, remembering where to go afterwards. `next` is checked again when it is used. */
export const signInAddress = (next: string): string => `/sign-in?next=${encodeURIComponent(next)}`;
