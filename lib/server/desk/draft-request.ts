// The first of four steps: an operator says what, about whom and why. The terms are written here, and the operator's passkey is asked to sign them.
import "server-only";
import { randomUUID } from "node:crypto";
import { DESK_REQUEST, type DeskGrantDto, type DeskTerms } from "@/lib/contracts/desk";
import { isDeskAct, type DeskAct } from "@/lib/desk/desk-act";
import { whyForbidden } from "@/lib/desk/forbidden-act";
import { judgeReason, REASON_FAULTS } from "@/lib/desk/judge-reason";
import { invariant } from "@/lib/ground/invariant";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { openOperatorGrant } from "@/lib/server/operators/open-operator-grant";
import type { Operator } from "@/lib/server/operators/operator";
import type { Transaction } from "@/lib/server/postgres/database";
import { timeText } from "@/lib/server/postgres/time-text";
import { actAbout } from "./act-about";
import { EFFECTS } from "./effects/effects";
import { endLapsedRecovery } from "./end-lapsed-recovery";
import { logRefusals } from "./log-refusals";
import { maskedAddresses } from "./masked-addresses";
import { insertDraft } from "./request-row";
import { requestDtos } from "./request-dto";
import { supportParts, type SupportParts } from "./support-parts";

/** Requests about one trader that may wait at once: the trader is mailed each. */
const OPEN_REQUESTS_MAX = 3;

/**
 * Writes a draft and opens its approval. Nobody is told and nothing happens before that is used. Throws RefusalError, which is written into the desk's
 * log: `invalid_request` (a body or a reason that is not taken), `forbidden` (an act that the desk does not do, or an operator without a passkey that
 * counts), `not_found` (no such trader or subject), `conflict` (it cannot be done now, or waits already).
 */
export function draftRequest(operator: Operator, body: unknown, parts: SupportParts = supportParts()): Promise<DeskGrantDto> {
  const asked = DESK_REQUEST.safeParse(body);
  const attempt = asked.success ? { act: asked.data.act, trader: asked.data.trader } : { act: "unreadable" };
  return logRefusals(operator, { step: "request", ...attempt }, parts, async () => {
    if (!asked.success) throw new RefusalError({ code: "invalid_request", detail: "This is no request that the desk knows." });
    const { trader, subjectId, reason } = asked.data;
    const act = requireAct(asked.data.act);
    const fault = judgeReason(reason);
    if (fault !== null) throw new RefusalError({ code: "invalid_request", detail: REASON_FAULTS[fault] });
    const nowSeconds = parts.clock.nowSeconds();
    if (act === "start_recovery") await endLapsedRecovery(parts.traders, trader, nowSeconds);
    return actAbout(parts.database, operator, trader, async (tx) => {
      await requireDoable(tx, { act, trader, subjectId }, nowSeconds);
      const terms: DeskTerms = {
        ...{ version: 1, request: randomUUID(), act, trader, subject: subjectId, reason: reason.trim(), requestedBy: operator.handle },
        ...{ waitSeconds: EFFECTS[act].waitSeconds, draftedAt: timeText(nowSeconds) },
      };
      const row = await insertDraft(tx, { terms, requestedBy: operator.sub, draftedAtSeconds: nowSeconds });
      const opened = await openOperatorGrant(
        tx,
        { operator, act: "desk_request", subjectId: row.id, terms: { ...terms } },
        nowSeconds,
        parts,
      );
      if (!opened.ok) throw new RefusalError(opened.refusal);
      const [request] = await requestDtos(tx, [row], operator.sub, nowSeconds);
      invariant(request !== undefined, "a draft is answered");
      return { request, grant: opened.value };
    });
  });
}

/** The act, or the refusal of a name that the desk has no act for; of those that callers ask for, the reason is told. */
function requireAct(name: string): DeskAct {
  if (isDeskAct(name)) return name;
  const why = whyForbidden(name);
  throw new RefusalError(
    why === null ? { code: "invalid_request", detail: "The desk has no such act." } : { code: "forbidden", detail: why },
  );
}

async function requireDoable(
  tx: Transaction,
  { act, trader, subjectId }: { readonly act: DeskAct; readonly trader: string; readonly subjectId: string },
  nowSeconds: number,
): Promise<void> {
  if (!(await maskedAddresses(tx, [trader])).has(trader)) throw new RefusalError({ code: "not_found" });
  const open = await tx.query<{ act: DeskAct }>(
    `SELECT act FROM holdfast.desk_requests
      WHERE trader = $1 AND requested_at IS NOT NULL AND decision IS NULL AND expires_at > to_timestamp($2)`,
    [trader, nowSeconds],
  );
  if (open.some((one) => one.act === act)) throw new RefusalError({ code: "conflict", detail: "This was asked for already and waits." });
  if (open.length >= OPEN_REQUESTS_MAX)
    throw new RefusalError({ code: "conflict", detail: "Three requests about this trader wait already. Decide those first." });
  const refusal = await EFFECTS[act].judge(tx, { trader, subjectId }, nowSeconds);
  if (refusal !== null) throw new RefusalError(refusal);
}
