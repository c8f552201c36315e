// Ends a recovery before it is completed: from any session that may be trusted with that, or by the link that every known address was sent.
import "server-only";
import type { RefusalCode } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { outcomeOfCancel, recoveryStanding } from "@/lib/recovery/judge-recovery";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { RecoveryParts } from "./recovery-parts";
import { endRecovery, findByCancelToken, listRecoveries } from "./recovery-row";
import { cancelTokenHash } from "./start-recovery";

/** What became of it: the third cancel within thirty days makes a dispute. */
export type CancelOutcome = "cancelled" | "disputed";

type Cancelled = Result<CancelOutcome, { readonly code: RefusalCode }>;

/** Cancels the open recovery of a signed-in trader. `not_found` when none is open. */
export async function cancelRecovery(
  trader: { readonly sub: string; readonly sessionId: string },
  parts: RecoveryParts = services(),
): Promise<Cancelled> {
  return cancel({ ...trader, id: null, by: "session" }, parts);
}

/** Cancels the recovery that a mailed link names. `link_refused` for a link that names none, or one that has ended: a replay changes nothing. */
export async function cancelByLink(token: string, parts: RecoveryParts = services()): Promise<Cancelled> {
  const found = await parts.database.asService((tx) => findByCancelToken(tx, cancelTokenHash(token)));
  if (found === null) return refuse({ code: "link_refused" });
  const cancelled = await cancel({ sub: found.sub, sessionId: null, id: found.id, by: "link" }, parts);
  return cancelled.ok ? cancelled : refuse({ code: "link_refused" });
}

interface Cancelling {
  readonly sub: string;
  readonly sessionId: string | null;
  /** Null ends whichever is open. */
  readonly id: string | null;
  readonly by: "session" | "link";
}

function cancel({ sub, sessionId, id, by }: Cancelling, { database, clock }: RecoveryParts): Promise<Cancelled> {
  const nowSeconds = clock.nowSeconds();
  return database.asTrader(sub, async (tx) => {
    await lockTrader(tx, "recovery", sub);
    const recoveries = await listRecoveries(tx);
    const standing = recoveryStanding(recoveries, nowSeconds);
    const isOpen = standing.state === "waiting" || standing.state === "ready";
    if (!isOpen || (id !== null && standing.recovery.id !== id)) return refuse({ code: "not_found" });
    const outcome = outcomeOfCancel(recoveries, nowSeconds);
    if (!(await endRecovery(tx, standing.recovery.id, outcome, nowSeconds))) return refuse({ code: "not_found" });
    const kinds = outcome === "disputed" ? (["recovery_cancelled", "recovery_disputed"] as const) : (["recovery_cancelled"] as const);
    for (const kind of kinds) await recordSecurityEvent(tx, { kind, sub, sessionId, detail: { by } }, nowSeconds);
    return accept(outcome);
  });
}
