// Whoever asked for something takes it back. It needs no proof: all that follows is that nothing happens.
import "server-only";
import type { DeskRequestDto } from "@/lib/contracts/desk";
import { judgeStep } from "@/lib/desk/judge-request";
import type { Operator } from "@/lib/server/operators/operator";
import { logRefusals } from "./log-refusals";
import { recordStep } from "./record-step";
import { markDecided } from "./request-row";
import { supportParts, type SupportParts } from "./support-parts";
import { takeStep } from "./take-step";
import { tellTrader } from "./tell-trader";

/** Takes an open request back. Throws RefusalError: `not_found`, `conflict` (not open any more), `forbidden` (somebody else's). */
export function withdrawRequest(operator: Operator, id: string, parts: SupportParts = supportParts()): Promise<DeskRequestDto> {
  return logRefusals(operator, { step: "withdraw", request: id }, parts, () =>
    takeStep({ operator, id, parts, judge: (row, nowSeconds) => judgeStep(row, "withdraw", operator.sub, nowSeconds) }, async (step) => {
      const { tx, row, nowSeconds } = step;
      await markDecided(tx, row.id, { decision: "withdrawn", by: operator, grantId: null }, nowSeconds);
      await recordStep(tx, "desk_withdrawn", operator, row, nowSeconds);
      await tellTrader(tx, "desk_declined", row, null, nowSeconds);
    }),
  );
}
