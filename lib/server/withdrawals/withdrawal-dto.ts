// A withdrawal as its trader sees it: the row, its story, and what the worker and the chain say of it right now.
import "server-only";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { invariant } from "@/lib/ground/invariant";
import { formatAmount } from "@/lib/money/format-amount";
import type { Transaction } from "@/lib/server/postgres/database";
import type { Proof } from "@/lib/policy/purpose";
import { canCancel, type StoredState, stateAt } from "@/lib/withdrawals/judge-state";
import { termsTime } from "@/lib/withdrawals/terms-of-row";
import { HEARTBEAT_SECONDS_MAX } from "@/lib/withdrawals/withdrawal-policy";
import type { WithdrawalFailure, WithdrawalWait } from "@/lib/withdrawals/withdrawal-state";
import type { WithdrawalRow } from "./withdrawal-row";

interface Surroundings {
  readonly id: string;
  readonly label: string;
  readonly proof: Proof | null;
  readonly failure: WithdrawalFailure | null;
  readonly waits_for: "chain" | "custody_funds" | "frozen" | null;
  readonly tx_hash: string | null;
  readonly confirmations: number | null;
}

interface Event {
  readonly withdrawal_id: string;
  readonly at: Date;
  readonly state: StoredState;
}

interface Heartbeat {
  readonly beat_at: Date;
  readonly is_chain_up: boolean;
  readonly confirmations_needed: number;
}

const SURROUNDINGS = `
  SELECT w.id, a.label, w.proof, w.failure, s.waits_for, s.tx_hash, s.confirmations
    FROM holdfast.withdrawals w
    JOIN holdfast.addresses a ON a.id = w.address_id
    LEFT JOIN holdfast.settlements s ON s.withdrawal_id = w.id
   WHERE w.id = ANY ($1)`;

const EVENTS = "SELECT withdrawal_id, at, state FROM holdfast.withdrawal_events WHERE withdrawal_id = ANY ($1) ORDER BY id";

// Any worker that is alive and reaches the chain is enough.
const HEARTBEAT =
  "SELECT beat_at, is_chain_up, confirmations_needed FROM holdfast.worker_heartbeats ORDER BY beat_at DESC, is_chain_up DESC LIMIT 1";

/** One withdrawal, read in the trader's transaction that found it. */
export async function withdrawalDto(tx: Transaction, row: WithdrawalRow, nowSeconds: number): Promise<WithdrawalDto> {
  const [dto] = await withdrawalDtos(tx, [row], nowSeconds);
  invariant(dto !== undefined, "as many withdrawals are answered as were asked for");
  return dto;
}

/** Several withdrawals in their order, with three questions for all of them. */
export async function withdrawalDtos(
  tx: Transaction,
  rows: readonly WithdrawalRow[],
  nowSeconds: number,
): Promise<readonly WithdrawalDto[]> {
  const ids = rows.map(({ id }) => id);
  const surroundings = new Map((await tx.query<Surroundings>(SURROUNDINGS, [ids])).map((one) => [one.id, one]));
  const events = await tx.query<Event>(EVENTS, [ids]);
  const [heartbeat] = await tx.query<Heartbeat>(HEARTBEAT);
  return rows.map((row) => {
    const around = surroundings.get(row.id);
    invariant(around !== undefined, "a withdrawal has the address that it goes to");
    const story = events.filter((event) => event.withdrawal_id === row.id);
    return toDto(row, around, story, heartbeat ?? null, nowSeconds);
  });
}

function toDto(
  row: WithdrawalRow,
  around: Surroundings,
  story: readonly Event[],
  heartbeat: Heartbeat | null,
  nowSeconds: number,
): WithdrawalDto {
  const { terms } = row;
  const state = stateAt(row, nowSeconds);
  const isSent = state === "submitted" || state === "settled" || state === "failed";
  const text = (units: bigint): string => formatAmount(units, terms.decimals);
  return {
    ...{ id: row.id, state, terms, termsHash: row.termsHash },
    amount: text(BigInt(terms.amount)),
    fee: text(BigInt(terms.fee)),
    total: text(BigInt(terms.amount) + BigInt(terms.fee)),
    address: { id: row.addressId, label: around.label },
    proof: around.proof,
    timeline: story.map((event) => ({ at: termsTime(event.at), state: event.state })),
    waits: state === "approved" || state === "submitted" ? waitOf(around, heartbeat, nowSeconds) : null,
    confirmations: confirmationsOf(state, around, heartbeat),
    txHash: isSent ? around.tx_hash : null,
    failure: around.failure,
    canCancel: canCancel(state),
    hasReceipt: state === "settled",
  };
}

function waitOf(around: Surroundings, heartbeat: Heartbeat | null, nowSeconds: number): WithdrawalWait | null {
  if (heartbeat === null || nowSeconds - heartbeat.beat_at.getTime() / 1_000 > HEARTBEAT_SECONDS_MAX) return "worker_down";
  if (!heartbeat.is_chain_up || around.waits_for === "chain") return "chain_down";
  return around.waits_for;
}

function confirmationsOf(state: string, around: Surroundings, heartbeat: Heartbeat | null): WithdrawalDto["confirmations"] {
  if (state !== "submitted" && state !== "settled") return null;
  const seen = around.confirmations ?? 0;
  // A settled one had enough, whatever is asked for today.
  if (state === "settled") return { seen, needed: seen };
  return heartbeat && { seen, needed: heartbeat.confirmations_needed };
}
