// The third step: a second operator is asked to sign the very terms that the first one signed, either to approve or to reject.
import "server-only";
import type { DeskGrantDto, DeskTerms } from "@/lib/contracts/desk";
import { judgeStep } from "@/lib/desk/judge-request";
import { invariant } from "@/lib/ground/invariant";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { openOperatorGrant } from "@/lib/server/operators/open-operator-grant";
import type { OperatorGrantDto } from "@/lib/contracts/operator-step-up";
import type { Operator } from "@/lib/server/operators/operator";
import { logRefusals } from "./log-refusals";
import { supportParts, type SupportParts } from "./support-parts";
import { takeStep } from "./take-step";

/**
 * Opens the approval of one decision. Throws RefusalError: `not_found`, `conflict` (not open any more), `forbidden` (the requester's own, or an
 * operator without a passkey that counts).
 */
export function openDecision(
  operator: Operator,
  id: string,
  decision: "approve" | "reject",
  parts: SupportParts = supportParts(),
): Promise<DeskGrantDto> {
  return logRefusals(operator, { step: decision, request: id }, parts, async () => {
    const opened: OperatorGrantDto[] = [];
    const request = await takeStep(
      { operator, id, parts, judge: (row, nowSeconds) => judgeStep(row, decision, operator.sub, nowSeconds) },
      async ({ tx, row, nowSeconds }) => {
        const terms = { ...(JSON.parse(row.terms) as DeskTerms) };
        const grant = await openOperatorGrant(tx, { operator, act: `desk_${decision}`, subjectId: row.id, terms }, nowSeconds, parts);
        if (!grant.ok) throw new RefusalError(grant.refusal);
        opened.push(grant.value);
      },
    );
    const [grant] = opened;
    invariant(grant?.termsHash === request.termsHash, "both operators sign the same terms");
    return { request, grant };
  });
}
