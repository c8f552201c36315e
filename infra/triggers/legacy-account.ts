// An account of the store that people come from, and how a line of it is read. A line that cannot be read is no account.

/** An account as the old store has it. */
export interface LegacyAccount {
  /** The old store's own name for it; one legacy id is one account for ever. */
  readonly legacyId: string;
  /** In the form of `legacyEmail`. */
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly isActive: boolean;
  /** An encoded argon2 or bcrypt hash; null where the store has none. */
  readonly passwordHash: string | null;
}

const LEGACY_ID = /^[!-~]{1,128}$/;
const EMAIL = /^[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+$/;

/** The one form of an address: trimmed, printable ASCII, lower case; null for what is none. The product's own rule; a test holds the two together. */
export function legacyEmail(typed: string): string | null {
  const email = typed.trim();
  return email.length <= 254 && EMAIL.test(email) ? email.toLowerCase() : null;
}

/** Reads `{legacyId, email, emailVerified, status, passwordHash}`; null where one of them is not what it must be. Only "active" is active. */
export function readLegacyAccount(value: unknown): LegacyAccount | null {
  if (typeof value !== "object" || value === null) return null;
  const { legacyId, email: typed, emailVerified, status, passwordHash = null } = value as Record<string, unknown>;
  const email = typeof typed === "string" ? legacyEmail(typed) : null;
  if (typeof legacyId !== "string" || !LEGACY_ID.test(legacyId) || email === null) return null;
  if (passwordHash !== null && typeof passwordHash !== "string") return null;
  return { legacyId, email, isEmailVerified: emailVerified === true, isActive: status === "active", passwordHash };
}

/** Whether somebody may move in with it: an account that was closed stays closed, and an address that was never proven proves nothing now. */
export const mayMove = ({ isActive, isEmailVerified }: LegacyAccount): boolean => isActive && isEmailVerified;
