// One alert with the events that it stands on. Those name accounts, so opening it is a look: counted and written down like every other.
import "server-only";
import type { DeskAlertDto } from "@/lib/contracts/alerts";
import { findAlert } from "@/lib/server/alerts/find-alert";
import { listEvidence } from "@/lib/server/alerts/list-alerts";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { asOperator } from "@/lib/server/operators/act-as-operator";
import type { Operator } from "@/lib/server/operators/operator";
import { recordOperatorEvent } from "@/lib/server/operators/record-operator-event";
import { logRefusals } from "./log-refusals";
import { requireLooksLeft } from "./require-looks-left";
import { supportParts, type SupportParts } from "./support-parts";

/** The page of one alert. Throws RefusalError: `not_found` for an id that is none, `rate_limited` for an operator who looks around too much. */
export function readAlert(
  operator: Operator,
  id: string,
  parts: Pick<SupportParts, "database" | "clock"> = supportParts(),
): Promise<DeskAlertDto> {
  const { database, clock } = parts;
  return logRefusals(operator, { step: "look" }, parts, async () => {
    const nowSeconds = clock.nowSeconds();
    const alert = await findAlert(database, id);
    if (alert === null) throw new RefusalError({ code: "not_found" });
    await asOperator(database, operator.sub, async (tx) => {
      await requireLooksLeft(tx, operator, nowSeconds);
      const detail = { by: "alert", alert: alert.id };
      await recordOperatorEvent(tx, { kind: "desk_looked", sub: operator.sub, sessionId: operator.sessionId, detail }, nowSeconds);
    });
    return { nowSeconds, alert, evidence: await listEvidence(database, alert.id) };
  });
}
