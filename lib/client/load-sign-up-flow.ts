// Sign-up's calls, fetched at the press that needs them; Amplify itself is there since the first focus.
import { OfflineError } from "./offline-error";
import type * as SignUpFlow from "./sign-up-flow";

/** The sign-up flow; a download that fails is tried again at the next call. */
export const loadSignUpFlow = (): Promise<typeof SignUpFlow> =>
  import("./sign-up-flow").catch((cause: unknown) => {
    throw new OfflineError(cause);
  });
