// The ledger as a value: what PostgreSQL keeps in tables, small enough to be tried a hundred thousand times in a second.
import { type Result, accept, refuse } from "@/lib/ground/result";
import { BASE_UNITS_LIMIT } from "@/lib/money/base-units";
import { type Account, accountKey, normalSide } from "@/lib/ledger/account";
import { type TransferFault, judgeTransfer } from "@/lib/ledger/judge-transfer";
import type { Transfer } from "@/lib/ledger/transfer";
import { transferBody } from "@/lib/ledger/transfer-body";

/** Why a transfer is not booked. */
export type BookingFault = TransferFault | "insufficient_funds" | "idempotency_conflict";

/** The answer to a booking; a replay is the first answer again. */
export interface Booking {
  readonly isReplay: boolean;
}

/** All balances and every key ever used. Mutable on purpose; `book` either does all of a transfer or nothing. */
export interface Books {
  readonly balances: Map<string, { readonly account: Account; readonly balanceBaseUnits: bigint }>;
  readonly bodies: Map<string, string>;
}

/** Empty books. */
export const openBooks = (): Books => ({ balances: new Map(), bodies: new Map() });

/**
 * Books a transfer. The same key with the same body answers as the first time and moves nothing; with another body it is
 * `idempotency_conflict`. A balance that would fall below zero is `insufficient_funds`, and one that would outgrow 78 digits `amount_too_large`.
 */
export function book(books: Books, transfer: Transfer): Result<Booking, BookingFault> {
  const judged = judgeTransfer(transfer);
  if (!judged.ok) return judged;
  const key = JSON.stringify([transfer.trader, transfer.idempotencyKey]);
  const body = transferBody(transfer);
  const known = books.bodies.get(key);
  if (known !== undefined) return known === body ? accept({ isReplay: true }) : refuse("idempotency_conflict");
  const next = transfer.postings.map(({ account, side, amountBaseUnits }) => {
    const before = books.balances.get(accountKey(account))?.balanceBaseUnits ?? 0n;
    return { account, balanceBaseUnits: side === normalSide(account.kind) ? before + amountBaseUnits : before - amountBaseUnits };
  });
  if (next.some(({ balanceBaseUnits }) => balanceBaseUnits < 0n)) return refuse("insufficient_funds");
  if (next.some(({ balanceBaseUnits }) => balanceBaseUnits >= BASE_UNITS_LIMIT)) return refuse("amount_too_large");
  for (const line of next) books.balances.set(accountKey(line.account), line);
  books.bodies.set(key, body);
  return accept({ isReplay: false });
}
