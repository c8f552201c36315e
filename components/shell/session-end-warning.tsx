"use client";

import { Clock } from "lucide-react";
import { Button } from "@/components/ui/button";
import { clockText } from "@/components/ui/countdown-ring";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { signInAgain } from "@/lib/client/sign-in-again";
import { useSessionEnd } from "@/lib/client/use-session-end";
import { useSubmission } from "@/lib/client/use-submission";
import { endWords, spokenEnd } from "./end-words";

/** Two minutes before a session ends: what will happen, and what can be done about it. It takes no focus and covers no form; typing goes on. */
export function SessionEndWarning() {
  const { near, stay } = useSessionEnd();
  const staying = useSubmission<null>(stay);
  const leaving = useSubmission<null>(signInAgain);
  const act = near?.kind === "limit" ? leaving : staying;
  return (
    <>
      {/* Always there, so that its first words are announced too; the seconds are for the eye only. */}
      <p role="status" className="sr-only">
        {near === null ? "" : spokenEnd(near)}
      </p>
      {near === null ? null : (
        <section
          aria-label="End of your session"
          data-print="no"
          className="fixed inset-x-3 bottom-18 z-30 mx-auto grid max-w-md gap-3 rounded-card border border-hold/40 bg-hold-soft p-4 lg:right-8 lg:bottom-4 lg:left-auto lg:w-96"
        >
          <div className="flex gap-3">
            <Clock aria-hidden="true" size={20} strokeWidth={1.75} className="mt-px shrink-0 text-hold" />
            <div className="grid min-w-0 flex-1 gap-1">
              <p className="font-strong">
                {endWords(near.kind).title} <span className="tabular-nums">{clockText(near.secondsLeft)}</span>
              </p>
              <p className="text-13">{endWords(near.kind).why}</p>
            </div>
          </div>
          <SubmissionStatus submission={act} progress={near.kind === "limit" ? "Signing out…" : "Asking for more time…"} />
          <Button
            small
            className="justify-self-start"
            disabled={act.isWorking || act.secondsLeft !== null}
            onClick={() => {
              act.submit(null);
            }}
          >
            {endWords(near.kind).act}
          </Button>
        </section>
      )}
    </>
  );
}
