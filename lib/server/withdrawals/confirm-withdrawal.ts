// The one place where an approval becomes a payment. Using the grant, putting the money aside, the state, the story and the worker's task
// stand or fall together, so that a refusal after the grant was judged neither burns it nor moves anything.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import type { Result } from "@/lib/ground/result";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { consumeGrant, type ConsumedGrant } from "@/lib/server/step-up/consume-grant";
import { capSentence, judgeCaps } from "@/lib/withdrawals/judge-caps";
import { timeText } from "@/lib/server/postgres/time-text";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import { bookHold } from "./book-hold";
import { type Approvable, judgeApprovable } from "./judge-approvable";
import { withdrawalDto } from "./withdrawal-dto";
import type { WithdrawalParts } from "./withdrawal-parts";
import { findWithdrawal, moveTo } from "./withdrawal-row";

/**
 * Uses the grant and approves the withdrawal. Throws RefusalError, and then nothing has changed: `not_found` (the withdrawal), what
 * consumeGrant refuses, what judgeApprovable refuses, `limit_exceeded` for the proof that was given, `insufficient_funds`.
 */
export async function confirmWithdrawal(
  trader: Pick<Trader, "sub" | "sessionId">,
  id: string,
  grantId: string | undefined,
  parts: WithdrawalParts = services(),
): Promise<WithdrawalDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    // The rolling caps look at other withdrawals too, so approvals of one trader happen one after the other.
    await lockTrader(tx, "withdrawals", trader.sub);
    const row = await findWithdrawal(tx, id, "lock");
    if (row === null) throw new RefusalError({ code: "not_found" });
    const act = { purpose: "withdrawal", subjectId: row.id, termsHash: termsHash(row.terms) } as const;
    const consume = (): Promise<Result<ConsumedGrant, Refusal>> => consumeGrant(tx, trader, grantId, act, nowSeconds);
    // A grant is judged before the withdrawal, so that a replay, a stranger's grant and changed terms are named as what they are. Without
    // one the withdrawal comes first: nobody is asked for a proof that could not help.
    const early = grantId === undefined ? null : must(await consume());
    const approvable = must(await judgeApprovable(tx, row, nowSeconds));
    const grant = early ?? must(await consume());
    requireCap(row.terms, approvable, grant);
    must(await bookHold(tx, row.terms, nowSeconds));
    await moveTo(tx, row.terms, "approved", timeText(nowSeconds), grant);
    await queueSettlement(tx, row.terms, nowSeconds);
    const approved = await findWithdrawal(tx, row.id, "read");
    invariant(approved?.state === "approved", "an approved withdrawal reads as approved");
    return withdrawalDto(tx, approved, nowSeconds);
  });
}

function must<Value>(result: Result<Value, Refusal>): Value {
  if (!result.ok) throw new RefusalError(result.refusal);
  return result.value;
}

function requireCap(terms: WithdrawalTerms, { policy, outflow }: Approvable, { proof }: ConsumedGrant): void {
  const judged = judgeCaps(policy, proof, outflow);
  if (!judged.ok) {
    throw new RefusalError({ code: "limit_exceeded", detail: capSentence(terms.asset, policy, proof, judged.refusal, outflow) });
  }
}

async function queueSettlement(tx: Transaction, { withdrawalId, trader, chainId }: WithdrawalTerms, nowSeconds: number): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.settlements (withdrawal_id, trader, chain_id, queued_at, next_attempt_at)
     VALUES ($1, $2, $3, to_timestamp($4), to_timestamp($4))`,
    [withdrawalId, trader, chainId, nowSeconds],
  );
}
