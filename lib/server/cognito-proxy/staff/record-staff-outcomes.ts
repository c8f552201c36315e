// Writes what an operation at the desk's door came to into the desk's own log. An operator's address has no part in the traders' trail.
import "server-only";
import { OPERATOR_EVENT_KINDS, type OperatorEventKind } from "@/lib/contracts/operator-event-kinds";
import { coarseNetwork } from "@/lib/identity/coarse-network";
import { deviceName } from "@/lib/identity/device-name";
import { asOperator } from "@/lib/server/operators/act-as-operator";
import { deskParts } from "@/lib/server/operators/desk-parts";
import { recordOperatorEvent } from "@/lib/server/operators/record-operator-event";

import type { Exchange, Outcome } from "../exchange";

const KNOWN: ReadonlySet<string> = new Set(OPERATOR_EVENT_KINDS);

async function record({ kind, sub, detail: given }: Outcome, exchange: Exchange): Promise<void> {
  const { database, log } = deskParts();
  log.info("desk_event", { kind, ...given });
  if (!KNOWN.has(kind)) {
    log.error("desk_event_unknown", { requestId: exchange.requestId, kind });
    return;
  }
  const detail = { ...given, device: deviceName(exchange.userAgent), network: coarseNetwork(exchange.clientAddress ?? "") };
  const event = { kind: kind as OperatorEventKind, sub, sessionId: null, detail };
  const write =
    sub === null
      ? database.asService((tx) => recordOperatorEvent(tx, event, exchange.nowSeconds))
      : asOperator(database, sub, (tx) => recordOperatorEvent(tx, event, exchange.nowSeconds));
  await write.catch((cause: unknown) => log.error("desk_event_not_recorded", { requestId: exchange.requestId, kind }, cause));
}

/** Records the outcomes of one operation. Never throws. */
export async function recordStaffOutcomes(exchange: Exchange): Promise<void> {
  for (const outcome of exchange.outcomes) await record(outcome, exchange);
}
