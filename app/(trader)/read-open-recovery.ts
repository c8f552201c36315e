import type { OpenRecoveryDto } from "@/lib/contracts/recovery";
import { refusalOfError } from "@/lib/server/http/refusal-of-error";
import { getOpenRecovery } from "@/lib/server/queries/get-open-recovery";
import { services } from "@/lib/server/services";

/** The recovery that runs, for the banner. It is no guard: for strangers and in an outage it is null, and the page below says what is the matter. */
export const readOpenRecovery = (): Promise<OpenRecoveryDto | null> =>
  getOpenRecovery().catch((error: unknown) => {
    if (refusalOfError(error) === null) services().log.error("open_recovery_failed", {}, error);
    return null;
  });
