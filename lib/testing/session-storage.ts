// A page's sessionStorage for Amplify, which keeps the steps of a sign-in there and looks for it once, when it is loaded.
import { vi } from "vitest";

/** Stubs it, and answers what it keeps. A suite calls this in `vi.hoisted`, because its imports load Amplify. */
export function stubSessionStorage(): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  vi.stubGlobal("window", { sessionStorage });
  return kept;
}
