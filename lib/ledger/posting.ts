// One line of a transfer before it is booked, and the judgement every set of lines must pass.
import { type Result, accept, refuse } from "@/lib/ground/result";
import { BASE_UNITS_LIMIT } from "@/lib/money/base-units";
import { type Account, type Side, accountKey } from "@/lib/ledger/account";

/** Moves `amountBaseUnits` (above zero) on one side of one account. */
export interface Posting {
  readonly account: Account;
  readonly side: Side;
  readonly amountBaseUnits: bigint;
}

/** Why a set of postings is not a transfer. */
export type PostingFault =
  "too_few_postings" | "amount_not_positive" | "amount_too_large" | "account_repeated" | "foreign_account" | "unbalanced";

/**
 * Judges the postings of one transfer of `trader`: at least two, each amount within bounds, each account once, no other trader's account,
 * debits equal to credits per asset and network. The database judges the same again at commit.
 */
export function judgePostings(trader: string, postings: readonly Posting[]): Result<null, PostingFault> {
  if (postings.length < 2) return refuse("too_few_postings");
  const keys = new Set<string>();
  const sums = new Map<string, bigint>();
  for (const { account, side, amountBaseUnits } of postings) {
    if (amountBaseUnits <= 0n) return refuse("amount_not_positive");
    if (amountBaseUnits >= BASE_UNITS_LIMIT) return refuse("amount_too_large");
    if (account.trader !== null && account.trader !== trader) return refuse("foreign_account");
    keys.add(accountKey(account));
    const sumKey = JSON.stringify([account.asset, account.network]);
    sums.set(sumKey, (sums.get(sumKey) ?? 0n) + (side === "credit" ? amountBaseUnits : -amountBaseUnits));
  }
  if (keys.size !== postings.length) return refuse("account_repeated");
  for (const sum of sums.values()) if (sum !== 0n) return refuse("unbalanced");
  return accept(null);
}
