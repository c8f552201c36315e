// Whether this tab signs in, or is signed in, to look only: then this browser belongs to somebody else and is to remember nothing.

const KEY = "holdfast.looking";

/** Whether this tab looks only. A browser that forbids storage remembers nothing anyway. */
export function isLookingOnly(): boolean {
  try {
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

/** Notes what the sign-in screen shows. */
export function markLookingOnly(isLooking: boolean): void {
  try {
    if (isLooking) sessionStorage.setItem(KEY, "1");
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage there is nothing that could be remembered.
  }
}
