// UserMigration: somebody of the old store comes for the first time. By a forgotten password the mailbox is what proves them; by an old password only
// through the one client and until the one day that the environment names. It keeps nothing, logs nothing, and decides the same way every time.
import { chooseLegacyStore } from "./choose-legacy-store";
import { legacyEmail, mayMove, type LegacyAccount } from "./legacy-account";
import { hashKindOf, isLegacyPassword, type HashWork } from "./legacy-password";
import type { LegacyStore } from "./legacy-store";
import { LEGACY_NAME_KEY, legacyUsername } from "./legacy-username";
import type { MigrationEvent } from "./migration-event";

/** What the pool hands to its caller; the product reads the second one as an outage and every other as a no. */
const REFUSED = "LEGACY_REFUSED";
export const STORE_UNAVAILABLE = "LEGACY_STORE_UNAVAILABLE";

/** What the function needs beside the event. */
export interface MigrationParts {
  readonly store: LegacyStore | null;
  readonly nameKey: string;
  /** The app client through which old passwords may come; null for none. */
  readonly passwordClientId: string | null;
  readonly passwordsUntilMs: number;
  /** An encoded hash like most of the store's; what is worked on where there is none. */
  readonly likeOthers: string | undefined;
  readonly work?: HashWork;
}

/** Reads the parts from an environment. A part that is missing or of a wrong form closes its way. */
export function migrationParts(environment: Readonly<Record<string, string | undefined>>): MigrationParts {
  const { LEGACY_NAME_KEY: key = "", LEGACY_PASSWORD_CLIENT_ID: client = "", LEGACY_PASSWORDS_UNTIL: until = "" } = environment;
  const like = environment["LEGACY_HASH_LIKE"] ?? "";
  return {
    store: LEGACY_NAME_KEY.test(key) ? chooseLegacyStore(environment) : null,
    nameKey: key,
    passwordClientId: client === "" ? null : client,
    passwordsUntilMs: Number.isNaN(Date.parse(until)) ? 0 : Date.parse(until),
    likeOthers: hashKindOf(like) === null ? undefined : like,
  };
}

async function find(store: LegacyStore, typed: string): Promise<LegacyAccount | null> {
  const email = legacyEmail(typed);
  if (email === null) return null;
  return store.find(email).catch(() => {
    throw new Error(STORE_UNAVAILABLE);
  });
}

/** The account that an old password opens; null for every other password, and in the same work. */
async function provenBy(event: MigrationEvent, store: LegacyStore, parts: MigrationParts, nowMs: number): Promise<LegacyAccount | null> {
  const isOpen = parts.passwordClientId === event.callerContext.clientId && nowMs < parts.passwordsUntilMs;
  // A door that is closed for everybody tells nothing of anybody, so it may be quick.
  if (!isOpen) return null;
  const account = await find(store, event.userName);
  const hash = account !== null && mayMove(account) ? account.passwordHash : null;
  const isRight = await isLegacyPassword(event.request.password ?? "", hash, parts.likeOthers, parts.work);
  return isRight ? account : null;
}

/** Answers the account for the pool to make, or throws: LEGACY_REFUSED, or LEGACY_STORE_UNAVAILABLE when nobody could be asked. */
export async function migrate<Event extends MigrationEvent>(event: Event, parts: MigrationParts, nowMs: number): Promise<Event> {
  const { store } = parts;
  if (store === null) throw new Error(REFUSED);
  const isForgotten = event.triggerSource === "UserMigration_ForgotPassword";
  if (!isForgotten && event.triggerSource !== "UserMigration_Authentication") throw new Error(REFUSED);
  const account = isForgotten ? await find(store, event.userName) : await provenBy(event, store, parts, nowMs);
  if (account === null || !mayMove(account)) throw new Error(REFUSED);
  const userAttributes = { username: legacyUsername(parts.nameKey, account.legacyId), email: account.email, email_verified: "true" };
  // CONFIRMED for both: RESET_REQUIRED would be told to whoever starts a sign-in with that address, and so would tell who has an account.
  return { ...event, response: { userAttributes, finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS", forceAliasCreation: false } };
}

let known: MigrationParts | null = null;

/** The function as it is deployed and as the local pool runs it. */
export const handler = (event: MigrationEvent): Promise<MigrationEvent> => {
  // A trigger is a process of its own, whose settings are its environment; the product's reader is not deployed with it.
  known ??= migrationParts(process.env);
  return migrate(event, known, Date.now());
};
