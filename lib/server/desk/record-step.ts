// One step of a request in the desk's own log.
import "server-only";
import type { OperatorEventKind } from "@/lib/contracts/operator-event-kinds";
import type { Operator } from "@/lib/server/operators/operator";
import { recordOperatorEvent } from "@/lib/server/operators/record-operator-event";
import type { Transaction } from "@/lib/server/postgres/database";
import type { RequestRow } from "./request-row";

/** Appends the step in `tx`, which acts as the operator. */
export async function recordStep(
  tx: Transaction,
  kind: Extract<OperatorEventKind, `desk_${string}`>,
  operator: Operator,
  { id, act, trader }: Pick<RequestRow, "id" | "act" | "trader">,
  nowSeconds: number,
): Promise<void> {
  const detail = { request: id, act, trader, by: operator.handle };
  await recordOperatorEvent(tx, { kind, sub: operator.sub, sessionId: operator.sessionId, detail }, nowSeconds);
}
