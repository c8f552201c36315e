// The second step: the draft's passkey has signed, so it is a request. It waits for somebody else, and the trader is told.
import "server-only";
import type { DeskRequestDto } from "@/lib/contracts/desk";
import { DESK_REQUEST_SECONDS } from "@/lib/desk/desk-act";
import { judgeStep } from "@/lib/desk/judge-request";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Operator } from "@/lib/server/operators/operator";
import { logRefusals } from "./log-refusals";
import { markPlaced } from "./request-row";
import { recordStep } from "./record-step";
import { supportParts, type SupportParts } from "./support-parts";
import { takeStep } from "./take-step";
import { tellTrader } from "./tell-trader";

/**
 * Uses the grant and opens the request for a day. Throws RefusalError, and then nothing has changed but the desk's log: `not_found` (no draft of this
 * operator), `conflict` (placed already), or what consumeOperatorGrant refuses.
 */
export function placeRequest(
  operator: Operator,
  id: string,
  grantId: string | undefined,
  parts: SupportParts = supportParts(),
): Promise<DeskRequestDto> {
  return logRefusals(operator, { step: "place", request: id }, parts, () =>
    takeStep({ operator, id, parts, judge: (row, nowSeconds) => judgeStep(row, "place", operator.sub, nowSeconds) }, async (step) => {
      const { tx, row, nowSeconds } = step;
      const used = await step.consume(grantId, "desk_request");
      if (!used.ok) throw new RefusalError(used.refusal);
      await markPlaced(tx, row.id, used.value.grantId, nowSeconds, nowSeconds + DESK_REQUEST_SECONDS);
      await recordStep(tx, "desk_requested", operator, row, nowSeconds);
      await tellTrader(tx, "desk_requested", row, null, nowSeconds);
    }),
  );
}
