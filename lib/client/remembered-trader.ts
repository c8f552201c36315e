// What this browser may remember between visits: the email, whether a passkey was used here, and when its offer was put off.
// Nothing else of ours is ever stored where a script can read it.

import { useMemo, useSyncExternalStore } from "react";
import { isLookingOnly } from "./looking-only";

const KEY = "holdfast.remembered";

/** The remembered trader of this browser. Times are seconds since the epoch. */
export interface RememberedTrader {
  readonly email: string;
  readonly hasPasskey: boolean;
  readonly passkeyOfferSnoozedUntilSeconds: number;
}

const readStored = (): string | null => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const never = (): (() => void) => () => undefined;

/** Who signed in here last, for a screen: nobody in the server's markup, then as it was when the page took over. */
export function useRememberedTrader(): RememberedTrader | null {
  const stored = useSyncExternalStore(never, readStored, () => null);
  return useMemo(() => parseRemembered(stored), [stored]);
}

/** Who signed in here last, or null. A value that is not ours reads as nobody. */
export const rememberedTrader = (): RememberedTrader | null => parseRemembered(readStored());

function parseRemembered(text: string | null): RememberedTrader | null {
  try {
    const stored: unknown = JSON.parse(text ?? "null");
    if (typeof stored !== "object" || stored === null || !("email" in stored) || typeof stored.email !== "string") return null;
    const hasPasskey = "hasPasskey" in stored && stored.hasPasskey === true;
    const until = "snoozed" in stored && typeof stored.snoozed === "number" ? stored.snoozed : 0;
    return { email: stored.email, hasPasskey, passkeyOfferSnoozedUntilSeconds: until };
  } catch {
    return null;
  }
}

/** Remembers the trader who signed in. Another email replaces everything that was known about the one before. */
export function rememberTrader(email: string, change: { readonly hasPasskey?: boolean; readonly snoozedUntilSeconds?: number } = {}): void {
  const known = rememberedTrader();
  const before = known?.email === email ? known : null;
  const hasPasskey = change.hasPasskey ?? before?.hasPasskey ?? false;
  const snoozed = change.snoozedUntilSeconds ?? before?.passkeyOfferSnoozedUntilSeconds ?? 0;
  store(JSON.stringify({ email, hasPasskey, snoozed }));
}

/** "Not you?": this browser forgets the email and the passkey hint. */
export function forgetTrader(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // A browser that forbids storage has nothing to forget.
  }
}

function store(value: string): void {
  // A borrowed browser learns nothing about whom it was lent to.
  if (isLookingOnly()) return;
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Remembering is a convenience; a full or forbidden storage must not stop a sign-in.
  }
}
