// The screens after the first press arrive together with Amplify, so that the sign-in page itself stays as light as an empty one.
import { lazy } from "react";
import { warmSignInFlow } from "@/lib/client/load-sign-in-flow";

const load = () => import("./step-flow").then(({ StepFlow }) => ({ default: StepFlow }));

/** The screens of a sign-in in progress, loaded when first shown. */
export const LazyStepFlow = lazy(load);

/** Called at the first sign of a sign-in: a focus, an autofill, a key. A failure shows up again at the press that needs it. */
export function warmSignIn(): void {
  warmSignInFlow();
  load().catch(() => undefined);
}
