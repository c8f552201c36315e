// Whether single keys are shortcuts in this browser. Some people dictate or lean on keys, so they can be turned off (WCAG 2.1.4).
import { useSyncExternalStore } from "react";

const KEY = "holdfast.shortcuts";
const CHANGED = "holdfast:shortcuts";

/** Whether single keys mean something. On until somebody turns them off; a browser that forbids storage has them on. */
export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** Turns them on or off, for every tab of this browser from its next key on. */
export function chooseShortcuts(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // A choice that cannot be kept changes nothing.
  }
  dispatchEvent(new Event(CHANGED));
}

/** The choice, for a screen. */
export const useShortcutChoice = (): boolean => useSyncExternalStore(listen, areShortcutsOn, () => true);

function listen(changed: () => void): () => void {
  addEventListener(CHANGED, changed);
  return () => {
    removeEventListener(CHANGED, changed);
  };
}
