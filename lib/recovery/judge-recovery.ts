// Where a recovery without a second factor stands. Time alone makes it ready; nothing but a proven step starts one, and nothing lengthens it.
import { RECOVERY_CANCEL_WINDOW_SECONDS, RECOVERY_CANCELS_MAX } from "@/lib/policy/account-policy";

/** How a recovery ended. A dispute stands until the support desk has settled it: at once, or for a time that the desk has closed this way for. */
export type RecoveryOutcome = "cancelled" | "disputed" | "completed" | "lapsed";

/** One recovery. Whole seconds since the Unix epoch. */
export interface Recovery {
  readonly id: string;
  readonly startedAtSeconds: number;
  readonly readyAtSeconds: number;
  readonly lapsesAtSeconds: number;
  readonly outcome: RecoveryOutcome | null;
  readonly endedAtSeconds: number | null;
  readonly settledAtSeconds: number | null;
}

/** What a trader who wants to come back is told. At `readyAtSeconds` it is ready, at `lapsesAtSeconds` it is over; a closed one opens at `settledAtSeconds`. */
export type RecoveryStanding =
  | { readonly state: "none" }
  | { readonly state: "waiting"; readonly recovery: Recovery }
  | { readonly state: "ready"; readonly recovery: Recovery }
  | { readonly state: "disputed"; readonly recovery: Recovery }
  | { readonly state: "closed"; readonly recovery: Recovery };

/** Judges a trader's recoveries at a moment. An open one comes before a dispute, which blocks only what would be started. */
export function recoveryStanding(recoveries: readonly Recovery[], nowSeconds: number): RecoveryStanding {
  const open = recoveries.find((recovery) => recovery.outcome === null && nowSeconds < recovery.lapsesAtSeconds);
  if (open !== undefined) return { state: nowSeconds < open.readyAtSeconds ? "waiting" : "ready", recovery: open };
  const disputed = recoveries.find(
    ({ outcome, settledAtSeconds }) => outcome === "disputed" && (settledAtSeconds === null || nowSeconds < settledAtSeconds),
  );
  if (disputed === undefined) return { state: "none" };
  return { state: disputed.settledAtSeconds === null ? "disputed" : "closed", recovery: disputed };
}

/** What one more cancel makes of a recovery: after too many within the window it is a dispute. A settled dispute counts no longer. */
export function outcomeOfCancel(recoveries: readonly Recovery[], nowSeconds: number): "cancelled" | "disputed" {
  const from = nowSeconds - RECOVERY_CANCEL_WINDOW_SECONDS;
  const settled = Math.max(-Infinity, ...recoveries.map((recovery) => recovery.settledAtSeconds ?? -Infinity));
  const lately = recoveries.filter(
    ({ outcome, endedAtSeconds }) =>
      outcome === "cancelled" && endedAtSeconds !== null && endedAtSeconds > from && endedAtSeconds > settled,
  );
  return lately.length + 1 >= RECOVERY_CANCELS_MAX ? "disputed" : "cancelled";
}
