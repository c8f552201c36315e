import type { Failure } from "@/lib/client/explain-failure";
import { Button } from "./button";
import { SupportCode } from "./support-code";

/** A card that could not read its data: what happened, what next, and one press to ask again. It does not take the focus. */
export function LoadFailure({ failure, onRetry }: { readonly failure: Failure; readonly onRetry: () => void }) {
  return (
    <div className="grid justify-items-start gap-1.5">
      <p role="status">
        {failure.happened} {failure.next}
      </p>
      <SupportCode code={failure.code} requestId={failure.requestId} />
      <Button look="secondary" small onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
