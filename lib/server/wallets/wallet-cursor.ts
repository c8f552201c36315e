// Where a page of the leaderboard ended. Opaque to clients, and nothing in it grants anything: everybody reads the same index.
import "server-only";
import { WALLET_SORTS, type WalletSort } from "@/lib/contracts/wallet-filters";

/** The last row of a page, by the order of the list. `value` is what it was sorted by; null where the wallet has no such figure. */
export interface WalletPlace {
  readonly sort: WalletSort;
  readonly value: bigint | null;
  readonly wallet: string;
}

const FORM = /^([a-z_]{1,10})~(-?\d{1,78})?~(0x[0-9a-f]{40})$/;
const LENGTH_MAX = 200;

/** Writes a place as a cursor. */
export const writeWalletCursor = ({ sort, value, wallet }: WalletPlace): string =>
  Buffer.from(`${sort}~${value === null ? "" : value.toString()}~${wallet}`).toString("base64url");

/** Reads a cursor that writeWalletCursor wrote; null for everything else, other spellings of the same bytes included. */
export function parseWalletCursor(cursor: string): WalletPlace | null {
  if (cursor.length > LENGTH_MAX) return null;
  const match = FORM.exec(Buffer.from(cursor, "base64url").toString("utf8"));
  const sort = WALLET_SORTS.find((one) => one === match?.[1]);
  if (match === null || sort === undefined) return null;
  const place = { sort, value: match[2] === undefined ? null : BigInt(match[2]), wallet: match[3] ?? "" };
  return isPossible(place) && writeWalletCursor(place) === cursor ? place : null;
}

/** Figures that a column of its kind can hold: the database would refuse others in its own words. */
function isPossible({ sort, value }: WalletPlace): boolean {
  if (value === null) return sort === "win_rate" || sort === "holding";
  if (sort === "profit" || sort === "drawdown" || sort === "volume") return true;
  return value >= 0n && value < 2n ** (sort === "holding" ? 62n : 31n) * (sort === "activity" ? 4n : 1n);
}
