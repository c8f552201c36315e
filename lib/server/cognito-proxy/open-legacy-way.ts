// Whether old passwords are taken now. Three settings open the way, and one of them is the day on which it closes.
import "server-only";
import { settings } from "@/lib/server/env";
import type { LegacyPasswordSettings } from "@/lib/settings/settings";

/** The way for old passwords, while it is open; null before it was, and from its last day on. */
export function openLegacyWay(nowSeconds: number): LegacyPasswordSettings | null {
  const { legacyPasswords } = settings();
  return legacyPasswords !== null && nowSeconds < legacyPasswords.untilSeconds ? legacyPasswords : null;
}
