// The acts, each with its effect. The record is exhaustive: an act without one does not compile.
import "server-only";
import type { DeskAct } from "@/lib/desk/desk-act";
import type { DeskEffect } from "./desk-effect";
import { endSessionsForTrader } from "./end-sessions";
import { freezeForTrader } from "./freeze-account";
import { resendNotice } from "./resend-notice";
import { restartRecovery } from "./restart-recovery";
import { startRecoveryForTrader } from "./start-recovery";
import { upholdCancel } from "./uphold-cancel";

/** How each act is judged and done. */
export const EFFECTS: Readonly<Record<DeskAct, DeskEffect>> = {
  freeze_account: freezeForTrader,
  end_sessions: endSessionsForTrader,
  uphold_cancel: upholdCancel,
  restart_recovery: restartRecovery,
  start_recovery: startRecoveryForTrader,
  resend_notice: resendNotice,
};
