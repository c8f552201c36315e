// Browsers in which a trader has opened a full session. The cookie gives guesses from there a lane of their own, so that strangers cannot lock the
// owner out; it opens nothing, proves nothing and is no factor.
import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { normaliseEmail } from "@/lib/identity/email-address";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { COOKIES, deviceSetCookie, KNOWN_DEVICE_SECONDS, readCookies } from "./cookies";

/** Browsers that one trader can be known in; the longest unused is forgotten first, so lanes cannot be collected. */
export const KNOWN_DEVICES_MAX = 20;

const FORM = /^[A-Za-z0-9_-]{43}$/;

/** The form in which the database knows a browser's cookie. */
export const deviceTokenHash = (token: string): Buffer => createHash("sha256").update(token).digest();

/** The device cookie of a raw Cookie header, or null for none that we could have made. */
function deviceTokenOf(cookieHeader: string | null): string | null {
  const cookies = readCookies(cookieHeader);
  const token = cookies.ok ? cookies.value.get(COOKIES.device) : undefined;
  return token !== undefined && FORM.test(token) ? token : null;
}

/** The hash of a browser's cookie, whoever it is known for; null without one that we could have made. */
export function deviceHashOf(cookieHeader: string | null): Buffer | null {
  const token = deviceTokenOf(cookieHeader);
  return token === null ? null : deviceTokenHash(token);
}

/** The browser's own token when somebody is known by it, otherwise a new one: a value that was planted is never taken over. */
export async function deviceTokenFor(database: Database, cookieHeader: string | null, nowSeconds: number): Promise<string> {
  const token = deviceTokenOf(cookieHeader);
  if (token !== null) {
    const known = await database.asService((tx) =>
      tx.query("SELECT FROM holdfast.known_devices WHERE token_hash = $1 AND expires_at > to_timestamp($2) LIMIT 1", [
        deviceTokenHash(token),
        nowSeconds,
      ]),
    );
    if (known.length > 0) return token;
  }
  return randomBytes(32).toString("base64url");
}

/**
 * Remembers the browser for 180 days from now for the transaction's trader; answers the Set-Cookie line. `isMailboxShown` says whether this sign-in has
 * also shown the account's mailbox.
 */
export async function rememberDevice(
  tx: Transaction,
  { sub, token, isMailboxShown }: { readonly sub: string; readonly token: string; readonly isMailboxShown: boolean },
  nowSeconds: number,
): Promise<string> {
  await tx.query(
    `INSERT INTO holdfast.known_devices AS known (sub, token_hash, used_at, expires_at, known_since, mailbox_shown_at)
     VALUES ($1, $2, to_timestamp($3), to_timestamp($4), to_timestamp($3), CASE WHEN $5::boolean THEN to_timestamp($3) END)
     ON CONFLICT (sub, token_hash) DO UPDATE
       SET used_at = excluded.used_at, expires_at = excluded.expires_at,
           mailbox_shown_at = coalesce(excluded.mailbox_shown_at, known.mailbox_shown_at)`,
    [sub, deviceTokenHash(token), nowSeconds, nowSeconds + KNOWN_DEVICE_SECONDS, isMailboxShown],
  );
  await tx.query(
    `DELETE FROM holdfast.known_devices WHERE sub = $1 AND (expires_at <= to_timestamp($2) OR token_hash IN
       (SELECT token_hash FROM holdfast.known_devices WHERE sub = $1 ORDER BY used_at DESC, token_hash OFFSET $3))`,
    [sub, nowSeconds, KNOWN_DEVICES_MAX],
  );
  return deviceSetCookie(token);
}

/** The lane of a browser at an account: the hash of its cookie where the account's owner is known by it, otherwise null. */
export async function knownDeviceOf(
  database: Database,
  cookieHeader: string | null,
  email: string,
  nowSeconds: number,
): Promise<Buffer | null> {
  const token = deviceTokenOf(cookieHeader);
  const name = normaliseEmail(email);
  if (token === null || !name.ok) return null;
  const [row] = await database.asService((tx) =>
    tx.query<{ token_hash: Buffer }>(
      `SELECT device.token_hash FROM holdfast.known_devices AS device JOIN holdfast.known_addresses AS address USING (sub)
        WHERE device.token_hash = $1 AND device.expires_at > to_timestamp($3) AND address.email = $2 AND address.replaced_at IS NULL LIMIT 1`,
      [deviceTokenHash(token), name.value, nowSeconds],
    ),
  );
  return row?.token_hash ?? null;
}

/** Since when the owner of an account is known by a browser, and when its mailbox was last shown there. Seconds since the Unix epoch; null for never. */
export interface BrowserStanding {
  readonly knownSinceSeconds: number | null;
  readonly mailboxShownAtSeconds: number | null;
}

/** The standing of a browser at the account of a normalised address. In a transaction without a trader. */
export async function browserStandingAt(
  tx: Transaction,
  cookieHeader: string | null,
  email: string,
  nowSeconds: number,
): Promise<BrowserStanding> {
  const [row] = await tx.query<BrowserStanding>(
    `SELECT extract(epoch FROM device.known_since)::float8 AS "knownSinceSeconds", extract(epoch FROM device.mailbox_shown_at)::float8 AS "mailboxShownAtSeconds"
       FROM holdfast.known_devices AS device JOIN holdfast.known_addresses AS address USING (sub)
      WHERE device.token_hash = $1 AND device.expires_at > to_timestamp($3) AND address.email = $2 AND address.replaced_at IS NULL LIMIT 1`,
    [deviceHashOf(cookieHeader), email, nowSeconds],
  );
  return row ?? { knownSinceSeconds: null, mailboxShownAtSeconds: null };
}

/** Forgets every browser of the transaction's trader: from now on all of them are strangers at this account. */
export async function forgetDevices(tx: Transaction, sub: string): Promise<void> {
  await tx.query("DELETE FROM holdfast.known_devices WHERE sub = $1", [sub]);
}
