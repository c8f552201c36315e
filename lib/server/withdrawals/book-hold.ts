// What the app may book for a withdrawal: putting amount and fee aside, and putting them back. Each under a key of its own, so that neither
// can ever happen twice.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { holdPostings, releasePostings, type Transfer } from "@/lib/ledger/transfer";
import type { Transaction } from "@/lib/server/postgres/database";
import { postTransfer } from "@/lib/server/postgres/post-transfer";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";

/** Puts amount and fee aside. Refuses `insufficient_funds`, and leaves `tx` usable. */
export async function bookHold(tx: Transaction, terms: WithdrawalTerms, nowSeconds: number): Promise<Result<null, Refusal>> {
  const booked = await postTransfer(tx, transferOf("hold", terms, nowSeconds), nowSeconds);
  if (!booked.ok && booked.refusal === "insufficient_funds") return refuse({ code: "insufficient_funds" });
  invariant(booked.ok && !booked.value.isReplay, "a withdrawal that waits for approval has nothing put aside");
  return accept(null);
}

/** Puts amount and fee back. */
export async function bookRelease(tx: Transaction, terms: WithdrawalTerms, nowSeconds: number): Promise<void> {
  const booked = await postTransfer(tx, transferOf("release", terms, nowSeconds), nowSeconds);
  invariant(booked.ok && !booked.value.isReplay, "what was put aside for an approved withdrawal is still there");
}

const POSTINGS = { hold: holdPostings, release: releasePostings } as const;

function transferOf(kind: "hold" | "release", terms: WithdrawalTerms, nowSeconds: number): Transfer {
  const { trader, asset, network, withdrawalId } = terms;
  return {
    ...{ kind, trader, reference: withdrawalId, idempotencyKey: `withdrawal:${withdrawalId}:${kind}` },
    ...{ occurredAtSeconds: nowSeconds, costUsdUnits: null },
    postings: POSTINGS[kind]({ trader, asset, network, amountBaseUnits: BigInt(terms.amount) + BigInt(terms.fee) }),
  };
}
