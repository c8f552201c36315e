// What makes two requests under one idempotency key the same request. Stores keep a hash of it.
import { accountKey } from "@/lib/ledger/account";
import type { Transfer } from "@/lib/ledger/transfer";

/** One text per meaning of a transfer: the order of its postings does not matter, everything else does. The key itself is not part of it. */
export function transferBody(transfer: Transfer): string {
  const postings = transfer.postings
    .map((posting) => [accountKey(posting.account), posting.side, posting.amountBaseUnits.toString()])
    .sort(([left = ""], [right = ""]) => (left < right ? -1 : 1));
  return JSON.stringify([
    transfer.kind,
    transfer.trader,
    transfer.reference,
    transfer.occurredAtSeconds,
    transfer.costUsdUnits?.toString() ?? null,
    postings,
  ]);
}
