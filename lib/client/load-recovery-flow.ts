// Amplify is most of the weight of these screens, so it arrives with the first press.
import { OfflineError } from "./offline-error";
import type * as RecoveryFlow from "./recovery-flow";

/** The flow with Amplify in it; the browser keeps what it has loaded. */
export function loadRecoveryFlow(): Promise<typeof RecoveryFlow> {
  return import("./recovery-flow").catch((cause: unknown) => {
    throw new OfflineError(cause);
  });
}
