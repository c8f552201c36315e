// The account's calls, fetched when the security screen needs them.
import { OfflineError } from "./offline-error";
import type * as Account from "./account";

/** The calls with Amplify in them; a download that fails is tried again at the next call. */
export const loadAccount = (): Promise<typeof Account> =>
  import("./account").catch((cause: unknown) => {
    throw new OfflineError(cause);
  });
