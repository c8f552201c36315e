// Which key does what. `g` and then a letter opens a page; one wrong letter forgets the `g`.
import { PAGES } from "./pages";

/** What a key leads to: a page, something the shell shows, or a wait for the second key. */
export type Shortcut =
  | { readonly kind: "page"; readonly href: string }
  | { readonly kind: "menu" }
  | { readonly kind: "help" }
  | { readonly kind: "search" }
  | { readonly kind: "waits" };

/** Milliseconds within which the letter must follow the `g`. */
export const SECOND_KEY_MS = 1_500;

/** What `key` means; `msSinceG` is null when no `g` came before it. */
export function readShortcut(key: string, msSinceG: number | null): Shortcut | null {
  if (msSinceG !== null && msSinceG <= SECOND_KEY_MS) {
    const page = PAGES.find(({ letter }) => letter === key);
    if (page !== undefined) return { kind: "page", href: page.href };
  }
  if (key === "g") return { kind: "waits" };
  if (key === "?") return { kind: "help" };
  return key === "/" ? { kind: "search" } : null;
}
