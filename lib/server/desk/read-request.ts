// One request with its story, every try at it included.
import "server-only";
import type { DeskEventDto, DeskRequestPageDto } from "@/lib/contracts/desk";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { asOperator } from "@/lib/server/operators/act-as-operator";
import type { Operator } from "@/lib/server/operators/operator";
import { operatorHandle } from "@/lib/server/operators/operator-handle";
import type { Transaction } from "@/lib/server/postgres/database";
import { requestDtos } from "./request-dto";
import { findRequest } from "./request-row";
import { supportParts, type SupportParts } from "./support-parts";

interface EventRow {
  readonly id: bigint;
  readonly at: Date;
  readonly sub: string | null;
  readonly kind: string;
  readonly note: string | null;
}

const TRAIL_MAX = 200;

/** The request, or RefusalError `not_found`; a draft of somebody else's is nobody's request yet and is not found. */
export function readRequest(
  operator: Operator,
  id: string,
  parts: Pick<SupportParts, "database" | "clock"> = supportParts(),
): Promise<DeskRequestPageDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return asOperator(parts.database, operator.sub, async (tx) => {
    const row = await findRequest(tx, id);
    const [request] = row === null ? [] : await requestDtos(tx, [row], operator.sub, nowSeconds);
    if (request === undefined || (request.state === "draft" && !request.isOwn)) throw new RefusalError({ code: "not_found" });
    return { nowSeconds, request, trail: await trailOf(tx, id) };
  });
}

async function trailOf(tx: Transaction, id: string): Promise<readonly DeskEventDto[]> {
  const rows = await tx.query<EventRow>(
    `SELECT id, at, sub, kind, detail ->> 'code' AS note FROM holdfast.operator_events
      WHERE detail ? 'request' AND detail ->> 'request' = $1 ORDER BY id LIMIT ${TRAIL_MAX.toString()}`,
    [id],
  );
  return rows.map(({ id: number, at, sub, kind, note }) => ({
    id: number.toString(),
    atSeconds: Math.floor(at.getTime() / 1_000),
    kind,
    by: sub === null ? "nobody" : operatorHandle(sub),
    note: note ?? "",
  }));
}
