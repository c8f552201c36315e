// The reset's calls, fetched at the press that needs them.
import { OfflineError } from "./offline-error";
import type * as PasswordReset from "./password-reset";

/** The reset; a download that fails is tried again at the next call. */
export const loadPasswordReset = (): Promise<typeof PasswordReset> =>
  import("./password-reset").catch((cause: unknown) => {
    throw new OfflineError(cause);
  });
