// Where a page of activity ended. Opaque to clients, and nothing in it grants anything: the trader is always part of the query.
import "server-only";

/** The last entry of a page, by the order of the list. */
export interface ActivityPlace {
  readonly occurredAtSeconds: number;
  readonly accountVersion: bigint;
  readonly id: string;
}

const FORM = /^(\d{1,11})\.(\d{1,18})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
const LENGTH_MAX = 128;

/** Writes a place as a cursor. */
export const writeActivityCursor = (place: ActivityPlace): string =>
  Buffer.from(`${place.occurredAtSeconds}.${place.accountVersion.toString()}.${place.id}`).toString("base64url");

/** Reads a cursor that writeActivityCursor wrote; null for everything else, other spellings of the same bytes included. */
export function parseActivityCursor(cursor: string): ActivityPlace | null {
  if (cursor.length > LENGTH_MAX) return null;
  const match = FORM.exec(Buffer.from(cursor, "base64url").toString("utf8"));
  if (match === null) return null;
  const [, seconds = "", version = "", id = ""] = match;
  const place = { occurredAtSeconds: Number.parseInt(seconds, 10), accountVersion: BigInt(version), id };
  return writeActivityCursor(place) === cursor ? place : null;
}
