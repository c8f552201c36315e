// The operator's own living sessions: seen, and ended.
import "server-only";
import type { OperatorSessionListEntry } from "@/lib/contracts/operator-session";
import { isUuid } from "@/lib/ground/is-uuid";
import { sessionStanding } from "@/lib/identity/session-standing";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { isoOf } from "@/lib/server/step-up/iso-of";
import { asOperator } from "./act-as-operator";
import { deskParts, type DeskParts } from "./desk-parts";
import type { Operator } from "./operator";
import { listOperatorSessionRows } from "./operator-session-row";
import { revokeOperatorSession } from "./revoke-operator-session";

/** Sessions that could still be used, newest first. */
export async function listOperatorSessions(operator: Operator, parts: DeskParts = deskParts()): Promise<OperatorSessionListEntry[]> {
  const rows = await asOperator(parts.database, operator.sub, listOperatorSessionRows);
  const nowSeconds = parts.clock.nowSeconds();
  return rows
    .filter((row) => sessionStanding(row, parts.settings, nowSeconds) === "alive")
    .map((row) => ({
      id: row.id,
      current: row.id === operator.sessionId,
      createdAt: isoOf(row.createdAtSeconds),
      lastSeenAt: isoOf(row.lastSeenAtSeconds),
      ...{ device: row.device, network: row.network, factors: row.factors },
    }));
}

/** Ends one of the operator's own sessions; it bites at the next request. Throws RefusalError `not_found` for any other id. */
export async function endOwnOperatorSession(operator: Operator, id: string, parts: DeskParts = deskParts()): Promise<void> {
  const nowSeconds = parts.clock.nowSeconds();
  const ended = isUuid(id)
    ? await asOperator(parts.database, operator.sub, (tx) => revokeOperatorSession(tx, operator.sub, { id }, "session_revoked", nowSeconds))
    : null;
  if (ended === null) throw new RefusalError({ code: "not_found" });
}
