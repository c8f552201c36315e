// A deposit that really arrived becomes the trader's money. Whoever calls this has seen it arrive; no request of a trader reaches it.
import { type Result, refuse } from "@/lib/ground/result";
import type { Booking } from "@/lib/ledger/book";
import { depositPostings } from "@/lib/ledger/transfer";
import type { LedgerStore, StoreFault } from "./ports/ledger-store";

/** What arrived. Amounts are base units; the cost is what it cost the trader, in US dollars with USD_DECIMALS decimals, or null. */
export interface Deposit {
  readonly trader: string;
  readonly asset: string;
  readonly network: string;
  readonly amountBaseUnits: bigint;
  readonly costUsdUnits: bigint | null;
  /** What proves it outside, such as a chain transaction. */
  readonly reference: string;
  readonly idempotencyKey: string;
  readonly occurredAtSeconds: number;
}

/**
 * Books a deposit once, however often it is reported. Refuses `occurred_in_the_future`, and whatever the store refuses
 * (`amount_not_positive`, `unknown_asset`, `idempotency_conflict`, …). Outages throw UnavailableError.
 */
export async function recordDeposit(
  ports: { readonly ledger: LedgerStore },
  deposit: Deposit,
  nowSeconds: number,
): Promise<Result<Booking, StoreFault | "occurred_in_the_future">> {
  if (deposit.occurredAtSeconds > nowSeconds) return refuse("occurred_in_the_future");
  const { trader, reference, idempotencyKey, occurredAtSeconds, costUsdUnits } = deposit;
  return ports.ledger.post(
    { kind: "deposit", trader, reference, idempotencyKey, occurredAtSeconds, costUsdUnits, postings: depositPostings(deposit) },
    nowSeconds,
  );
}
