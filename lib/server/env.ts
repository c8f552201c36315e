// The one reader of process.env in the product. It parses on first use, because a build imports routes without settings.
import "server-only";
import { invariant } from "@/lib/ground/invariant";
import { parseSettings } from "@/lib/settings/parse-settings";
import type { Settings } from "@/lib/settings/settings";

let parsed: Settings | null = null;

/** The settings of this process. The start has already refused wrong ones, so a fault here is a bug of the start. */
export function settings(): Settings {
  if (parsed === null) {
    const result = parseSettings(process.env);
    invariant(result.ok, result.ok ? "" : result.refusal);
    parsed = result.value;
  }
  return parsed;
}

/** Whether this is the developer's form of the product. It is decided by the build, not by a setting. */
export const isDevelopment = process.env.NODE_ENV === "development";
