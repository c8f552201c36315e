// The signed-in use of Amplify, fetched when the security screen or a passkey offer needs it.

import { OfflineError } from "./offline-error";
import type * as Passkeys from "./passkeys";

/** The passkey calls with Amplify in them; a download that fails is tried again at the next call. */
export const loadPasskeys = (): Promise<typeof Passkeys> =>
  import("./passkeys").catch((cause: unknown) => {
    throw new OfflineError(cause);
  });
