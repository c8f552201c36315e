// The words for failures weigh more than the form they belong to, so they arrive with the first press and not with the page.
import type { Failure } from "./explain-failure";

const load = () => import("./explain-failure");

/** Fetches the words while the answer is still on its way, so that they are there when it is a refusal. */
export function warmWords(): void {
  load().catch(() => undefined);
}

/** Words for anything that was thrown. When not even the words can be fetched, the connection is what failed. */
export const explainOnDemand = (thrown: unknown): Promise<Failure> =>
  load().then(
    ({ explainFailure }) => explainFailure(thrown),
    () => UNREACHABLE,
  );

const UNREACHABLE: Failure = {
  code: "offline",
  happened: "We could not reach Holdfast.",
  next: "Check your connection and try again. Nothing was changed.",
  exit: "stay",
  requestId: null,
  waitSeconds: null,
};
