// Amplify weighs more than the whole sign-in page, so it arrives when somebody starts to sign in: on focus, on autofill, or on a press.

import { OfflineError } from "./offline-error";
import type * as SignInFlow from "./sign-in-flow";

let loading: Promise<typeof SignInFlow> | null = null;

/** The sign-in flow with Amplify in it. Callers share one download; a failed one is tried again at the next call. */
export function loadSignInFlow(): Promise<typeof SignInFlow> {
  loading ??= import("./sign-in-flow").catch((cause: unknown) => {
    loading = null;
    throw new OfflineError(cause);
  });
  return loading;
}

/** Starts the download early and leaves its failure to the press that needs it. */
export function warmSignInFlow(): void {
  loadSignInFlow().catch(() => undefined);
}
