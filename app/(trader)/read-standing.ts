import type { StandingDto } from "@/lib/contracts/holds";
import { refusalOfError } from "@/lib/server/http/refusal-of-error";
import { getStanding } from "@/lib/server/queries/get-standing";
import { services } from "@/lib/server/services";

/** The trader's standing for the banner. It is no guard: for strangers and in an outage it is null, and the page below says what is the matter. */
export const readStanding = (): Promise<StandingDto | null> =>
  getStanding().catch((error: unknown) => {
    if (refusalOfError(error) === null) services().log.error("standing_failed", {}, error);
    return null;
  });
