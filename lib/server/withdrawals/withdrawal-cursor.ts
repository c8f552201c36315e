// Where a page of withdrawals ended. Opaque to clients, and nothing in it grants anything: the trader is always part of the query.
import "server-only";
import { isUuid } from "@/lib/ground/is-uuid";

/** The last withdrawal of a page, by the order of the list. */
export interface WithdrawalPlace {
  readonly createdAtSeconds: number;
  readonly id: string;
}

const FORM = /^(\d{1,11})\.(.{36})$/;
const LENGTH_MAX = 128;

/** Writes a place as a cursor. */
export const writeWithdrawalCursor = ({ createdAtSeconds, id }: WithdrawalPlace): string =>
  Buffer.from(`${createdAtSeconds}.${id}`).toString("base64url");

/** Reads a cursor that writeWithdrawalCursor wrote; null for everything else, other spellings of the same bytes included. */
export function parseWithdrawalCursor(cursor: string): WithdrawalPlace | null {
  if (cursor.length > LENGTH_MAX) return null;
  const [, seconds = "", id = ""] = FORM.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  const place = { createdAtSeconds: Number.parseInt(seconds, 10), id };
  return isUuid(id) && writeWithdrawalCursor(place) === cursor ? place : null;
}
