// What the verbs of support need, taken from the process once. The desk's own role does everything; the product's role is asked for two things that the
// desk's may not know: under which name an account's guesses are counted, and which recoveries have lapsed.
import "server-only";
import { attemptsKey } from "@/lib/server/cognito-proxy/derive-key";
import { deskParts, type DeskParts } from "@/lib/server/operators/desk-parts";
import type { Database } from "@/lib/server/postgres/database";
import { services, type Services } from "@/lib/server/services";

/** The parts of support. */
export interface SupportParts extends Pick<DeskParts, "settings" | "clock" | "database"> {
  readonly traders: Database;
  /** How long a trader's session may live; the desk's own settings name the operators'. */
  readonly traderLimits: Pick<Services["settings"], "sessionAbsoluteSeconds" | "sessionIdleSeconds">;
  readonly accountKey: (email: string) => Uint8Array;
}

/** The parts of this process. Throws RefusalError `not_found` where it serves no desk. */
export function supportParts(): SupportParts {
  const { database, settings } = services();
  return { ...deskParts(), traders: database, traderLimits: settings, accountKey: attemptsKey };
}
