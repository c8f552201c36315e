// The password way brings Amplify along, so it arrives when somebody chooses it and not with the terms.

import { OfflineError } from "./offline-error";
import type * as PasswordProof from "./prove-by-password";

/** The password way with Amplify in it; a download that fails is tried again at the next call. */
export const loadPasswordProof = (): Promise<typeof PasswordProof> =>
  import("./prove-by-password").catch((cause: unknown) => {
    throw new OfflineError(cause);
  });
