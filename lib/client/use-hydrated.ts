// Whether React has taken over the page. Until then a form must not submit: it would leave the page and lose what was typed.
import { useSyncExternalStore } from "react";

const never = (): (() => void) => () => undefined;

/** False in the server's markup and during hydration, true from then on. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
