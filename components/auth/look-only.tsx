"use client";

import { useEffect, useId, useState } from "react";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { markLookingOnly } from "@/lib/client/looking-only";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";

/** A choice before sign-in. The box shows what the server has noted, so that whatever signs in next is what it says. */
export function LookOnly({ isChosenAlready }: { readonly isChosenAlready: boolean }) {
  const id = useId();
  const isHydrated = useHydrated();
  const [isChosen, setIsChosen] = useState(isChosenAlready);
  const submission = useSubmission<boolean>(async (wanted) => {
    const { chooseLookingOnly } = await import("@/lib/client/choose-looking-only");
    await chooseLookingOnly(wanted);
    setIsChosen(wanted);
  });
  useEffect(() => {
    markLookingOnly(isChosen);
  }, [isChosen]);
  return (
    <div className="grid gap-1.5">
      <div className="flex items-start gap-2.5 pointer-coarse:min-h-11">
        <input
          id={id}
          type="checkbox"
          checked={isChosen}
          disabled={!isHydrated}
          aria-describedby={`${id}-hint`}
          className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-5"
          onChange={(event) => {
            submission.submit(event.target.checked);
          }}
        />
        <div className="grid min-w-0 gap-0.5">
          <label htmlFor={id} className="text-13">
            Only look (borrowed or shared device)
          </label>
          <p id={`${id}-hint`} className="text-12 text-ink-2">
            Nothing can be moved or changed, it ends after ten minutes without action, and this browser remembers nothing.
          </p>
        </div>
      </div>
      <SubmissionStatus submission={submission} progress="Noting your choice…" />
    </div>
  );
}
