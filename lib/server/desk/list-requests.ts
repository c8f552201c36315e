// The queue of the desk: what waits for a second person, and what was decided lately.
import "server-only";
import type { DeskQueueDto } from "@/lib/contracts/desk";
import { asOperator } from "@/lib/server/operators/act-as-operator";
import type { Operator } from "@/lib/server/operators/operator";
import { requestDtos } from "./request-dto";
import { listOpenRequests, listPastRequests } from "./request-row";
import { supportParts, type SupportParts } from "./support-parts";

/** Open requests, the one that expires first at the head, and the newest that are over. */
export function listRequests(operator: Operator, parts: Pick<SupportParts, "database" | "clock"> = supportParts()): Promise<DeskQueueDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return asOperator(parts.database, operator.sub, async (tx) => ({
    nowSeconds,
    open: await requestDtos(tx, await listOpenRequests(tx, nowSeconds), operator.sub, nowSeconds),
    past: await requestDtos(tx, await listPastRequests(tx, nowSeconds), operator.sub, nowSeconds),
  }));
}
