// An order as its trader sees it: the row, its story, and what the worker and the chain say of it right now.
import "server-only";
import type { OrderDto } from "@/lib/contracts/orders";
import { invariant } from "@/lib/ground/invariant";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import { canCancelOrder, type OrderFailure, orderStateAt, type OrderState, type OrderWait } from "@/lib/orders/order-state";
import type { Proof } from "@/lib/policy/purpose";
import type { Transaction } from "@/lib/server/postgres/database";
import { termsTime } from "@/lib/withdrawals/terms-of-row";
import { HEARTBEAT_SECONDS_MAX } from "@/lib/withdrawals/withdrawal-policy";
import type { OrderRow } from "./order-row";

interface Surroundings {
  readonly id: string;
  readonly proof: Proof | null;
  readonly failure: OrderFailure | null;
  readonly received: string | null;
  readonly usd: string | null;
  readonly waits_for: "chain" | "custody_funds" | "frozen" | null;
  readonly tx_hash: string | null;
  readonly confirmations: number | null;
}

interface Event {
  readonly order_id: string;
  readonly at: Date;
  readonly state: OrderState;
}

interface Heartbeat {
  readonly beat_at: Date;
  readonly is_chain_up: boolean;
  readonly confirmations_needed: number;
}

const SURROUNDINGS = `
  SELECT o.id, o.proof, o.failure, o.received_amount::text AS received, o.usd_value::text AS usd, s.waits_for, s.tx_hash, s.confirmations
    FROM holdfast.orders o
    LEFT JOIN holdfast.settlements s ON s.order_id = o.id AND s.step = 'main'
   WHERE o.id = ANY ($1)`;

const EVENTS = "SELECT order_id, at, state FROM holdfast.order_events WHERE order_id = ANY ($1) ORDER BY id";

// Any worker that is alive and reaches the chain is enough.
const HEARTBEAT =
  "SELECT beat_at, is_chain_up, confirmations_needed FROM holdfast.worker_heartbeats ORDER BY beat_at DESC, is_chain_up DESC LIMIT 1";

/** One order, read in the trader's transaction that found it. */
export async function orderDto(tx: Transaction, row: OrderRow, nowSeconds: number): Promise<OrderDto> {
  const [dto] = await orderDtos(tx, [row], nowSeconds);
  invariant(dto !== undefined, "as many orders are answered as were asked for");
  return dto;
}

/** Several orders in their order, with three questions for all of them. */
export async function orderDtos(tx: Transaction, rows: readonly OrderRow[], nowSeconds: number): Promise<readonly OrderDto[]> {
  const ids = rows.map(({ id }) => id);
  const surroundings = new Map((await tx.query<Surroundings>(SURROUNDINGS, [ids])).map((one) => [one.id, one]));
  const events = await tx.query<Event>(EVENTS, [ids]);
  const [heartbeat] = await tx.query<Heartbeat>(HEARTBEAT);
  return rows.map((row) => {
    const around = surroundings.get(row.id);
    invariant(around !== undefined, "an order that was read is there");
    const story = events.filter((event) => event.order_id === row.id);
    return toDto(row, around, story, heartbeat ?? null, nowSeconds);
  });
}

function toDto(row: OrderRow, around: Surroundings, story: readonly Event[], heartbeat: Heartbeat | null, nowSeconds: number): OrderDto {
  const { terms } = row;
  const state = orderStateAt(row, nowSeconds);
  const isSent = state === "submitted" || state === "settled" || state === "failed";
  const received = (units: string): string => formatAmount(BigInt(units), terms.receiveDecimals);
  return {
    ...{ id: row.id, state, terms, termsHash: row.termsHash },
    payAmount: formatAmount(BigInt(terms.payAmount), terms.payDecimals),
    quotedAmount: received(terms.quotedAmount),
    receiveAmountMin: received(terms.receiveAmountMin),
    receivedAmount: around.received === null ? null : received(around.received),
    usdValue: around.usd === null ? null : formatAmount(BigInt(around.usd), USD_DECIMALS),
    proof: around.proof,
    timeline: story.map((event) => ({ at: termsTime(event.at), state: event.state })),
    waits: state === "approved" || state === "submitted" ? waitOf(around, heartbeat, nowSeconds) : null,
    confirmations: confirmationsOf(state, around, heartbeat),
    txHash: isSent ? around.tx_hash : null,
    failure: around.failure,
    canCancel: canCancelOrder(state),
  };
}

function waitOf(around: Surroundings, heartbeat: Heartbeat | null, nowSeconds: number): OrderWait | null {
  if (heartbeat === null || nowSeconds - heartbeat.beat_at.getTime() / 1_000 > HEARTBEAT_SECONDS_MAX) return "worker_down";
  if (!heartbeat.is_chain_up || around.waits_for === "chain") return "chain_down";
  return around.waits_for;
}

function confirmationsOf(state: OrderState, around: Surroundings, heartbeat: Heartbeat | null): OrderDto["confirmations"] {
  if (state !== "submitted" && state !== "settled") return null;
  const seen = around.confirmations ?? 0;
  // A settled one had enough, whatever is asked for today.
  if (state === "settled") return { seen, needed: seen };
  return heartbeat && { seen, needed: heartbeat.confirmations_needed };
}
