import type { Failure } from "@/lib/client/explain-failure";
import { Button } from "./button";

/** A card that could not read its data: what happened, what next, and one press to ask again. It does not take the focus. */
export function LoadFailure({ failure, onRetry }: { readonly failure: Failure; readonly onRetry: () => void }) {
  return (
    <div className="grid justify-items-start gap-1.5">
      <p role="status">
        {failure.happened} {failure.next}
      </p>
      <p className="text-12 text-ink-2">
        Support code <span className="font-mono">{failure.code}</span>
      </p>
      <Button look="secondary" small onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
