// Whether a transfer may be booked at all, before anybody asks whether the money is there.
import { type Result, refuse } from "@/lib/ground/result";
import { type PostingFault, judgePostings } from "@/lib/ledger/posting";
import { isTrade, POSTING_RULES, type Transfer } from "@/lib/ledger/transfer";

/** Why a transfer is refused whatever the balances are. */
export type TransferFault = PostingFault | "does_not_fit_kind" | "cost_without_deposit" | "cost_negative" | "text_out_of_bounds";

const TEXT_LENGTH_MAX = 200;

const isWithinBounds = (text: string): boolean => text.length >= 1 && text.length <= TEXT_LENGTH_MAX;

/** Judges texts, cost, the kind's shape and the balance of the postings. Pure; the database judges the same again. */
export function judgeTransfer(transfer: Transfer): Result<null, TransferFault> {
  if (!isWithinBounds(transfer.reference) || !isWithinBounds(transfer.idempotencyKey)) return refuse("text_out_of_bounds");
  if (transfer.costUsdUnits !== null && transfer.kind !== "deposit" && transfer.kind !== "trade") return refuse("cost_without_deposit");
  if (transfer.costUsdUnits !== null && transfer.costUsdUnits < 0n) return refuse("cost_negative");
  if (!fitsKind(transfer)) return refuse("does_not_fit_kind");
  return judgePostings(transfer.trader, transfer.postings);
}

function fitsKind({ kind, postings }: Transfer): boolean {
  if (kind === "trade") return isTrade(postings);
  const rules = POSTING_RULES[kind];
  return postings.every(({ account, side }) => rules[account.kind] === side);
}
