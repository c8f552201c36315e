// Leaving a page after sign-in or sign-out must not let the form come back to life before the next page is there.

/** Goes to a page of our own and never settles, so that whoever awaits it stays in its working state. */
export function leavePage(to: string): Promise<never> {
  location.replace(to);
  return new Promise(() => undefined);
}
