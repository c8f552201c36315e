// UserMigration: asked about a name that the pool does not know, with the password that was typed.
import type { TriggerContext } from "./trigger-context";

/** A user that the trigger knows. */
export interface MigratedUser {
  readonly attributes: Readonly<Record<string, string>>;
  readonly finalUserStatus: "CONFIRMED" | "RESET_REQUIRED";
  readonly messageAction: "SUPPRESS" | null;
  readonly forceAliasCreation: boolean;
}

/** Asks the trigger; null when there is none or it does not know the user. `password` is null for a forgotten one. */
export async function migrateUser(
  _context: TriggerContext,
  _source: "UserMigration_Authentication" | "UserMigration_ForgotPassword",
  _password: string | null,
): Promise<MigratedUser | null> {
  return Promise.resolve(null);
}
