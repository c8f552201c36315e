// What the withdrawal routes take and answer. Amounts for people are exact decimal texts; amounts in terms are base units in decimal text.
import * as z from "zod";
import type { Proof } from "@/lib/policy/purpose";
import { isPlainText } from "@/lib/withdrawals/plain-text";
import type { WithdrawalFailure, WithdrawalState, WithdrawalWait } from "@/lib/withdrawals/withdrawal-state";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";

export type { WithdrawalFailure, WithdrawalState, WithdrawalWait } from "@/lib/withdrawals/withdrawal-state";
export type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";

const name = z.string().min(1).max(40);

/** `POST /api/withdrawals`. The amount is judged by the money rules, so that each fault has its own sentence. */
export const WITHDRAWAL_REQUEST = z.strictObject({
  asset: name,
  network: name,
  amount: z.string().max(200),
  addressId: z.string().min(1).max(60),
  memo: z.string().min(1).max(140).refine(isPlainText).nullish(),
});
export type WithdrawalRequest = z.infer<typeof WITHDRAWAL_REQUEST>;

/** `POST /api/withdrawals/{id}/confirm` and `POST /api/addresses/{id}/confirm`; without a grant the answer is `step_up_required`. */
export const CONFIRM_REQUEST = z.strictObject({ grantId: z.string().min(1).max(60).optional() });

/** One withdrawal as its trader sees it. Times are RFC 3339, UTC. */
export interface WithdrawalDto {
  readonly id: string;
  readonly state: WithdrawalState;
  readonly terms: WithdrawalTerms;
  readonly termsHash: string;
  /** Decimal texts of the terms' amounts; `total` is amount and fee. */
  readonly amount: string;
  readonly fee: string;
  readonly total: string;
  readonly address: { readonly id: string; readonly label: string };
  readonly proof: Proof | null;
  /** Oldest first. */
  readonly timeline: readonly { readonly at: string; readonly state: WithdrawalState }[];
  readonly waits: WithdrawalWait | null;
  readonly confirmations: { readonly seen: number; readonly needed: number } | null;
  readonly txHash: string | null;
  readonly failure: WithdrawalFailure | null;
  readonly canCancel: boolean;
  readonly hasReceipt: boolean;
}

/** `GET /api/withdrawals?cursor=`, newest first. */
export interface WithdrawalListDto {
  readonly withdrawals: readonly WithdrawalDto[];
  readonly nextCursor: string | null;
}

/** What the form of a new withdrawal needs to know of one asset. Decimal texts. */
export interface WithdrawableDto {
  readonly asset: string;
  readonly network: string;
  readonly networkLabel: string;
  readonly decimals: number;
  readonly available: string;
  readonly fee: string;
  /** The most that may be sent now: what is there less the fee, zero at least. */
  readonly amountMax: string;
  /** What each proof may approve: for one withdrawal, and in a rolling 24 hours. Null when that proof may approve none of it. */
  readonly caps: Readonly<Record<Proof, { readonly single: string; readonly daily: string } | null>>;
}
