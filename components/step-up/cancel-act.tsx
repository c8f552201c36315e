"use client";

import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useSubmission } from "@/lib/client/use-submission";

interface CancelActProps<Dto> {
  /** Of the button, such as "Cancel order". */
  readonly name: string;
  readonly act: { readonly id: string; readonly state: string };
  /** What is held until then, such as "5 USDC". */
  readonly held: string;
  readonly cancel: (id: string) => Promise<Dto>;
  readonly onCancelled: (cancelled: Dto) => void;
  /** Called when it could not be cancelled: it may have moved on in the meantime. */
  readonly onRefused: () => void;
}

/** Cancelling only ever gives money back, so it takes one press. */
export function CancelAct<Dto>({ name, act, held, cancel, onCancelled, onRefused }: CancelActProps<Dto>) {
  const submission = useSubmission<string>(async (id) => {
    const cancelled = await cancel(id).catch((thrown: unknown) => {
      onRefused();
      throw thrown;
    });
    onCancelled(cancelled);
  });
  return (
    <div className="grid gap-3">
      <SubmissionStatus submission={submission} progress="Cancelling…" />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          look="danger"
          disabled={submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(act.id);
          }}
        >
          {name}
        </Button>
        <p className="text-13 text-ink-2">
          {act.state === "awaiting_approval"
            ? "Nothing has moved."
            : `Possible until it is sent. The ${held} that are held become available again.`}
        </p>
      </div>
    </div>
  );
}
