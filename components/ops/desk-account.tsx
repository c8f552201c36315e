"use client";

import { LogOut } from "lucide-react";
import { Button } from "@/components/ui/button";
import { FailureNotice } from "@/components/ui/failure-notice";
import { readDeskSession, signOutOfDesk } from "@/lib/client/desk-session";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useLoaded } from "@/lib/client/use-loaded";
import { useSubmission } from "@/lib/client/use-submission";

/** Who sits here, under the name that colleagues and traders see, and the way out. */
export function DeskAccount() {
  const { value } = useLoaded(readDeskSession);
  const submission = useSubmission<null>(signOutOfDesk);
  const isHydrated = useHydrated();
  return (
    <div className="ml-auto flex flex-wrap items-center gap-3">
      <span className="font-mono text-13" title="What colleagues and traders see of you">
        {value?.operator.handle ?? ""}
      </span>
      <Button
        look="quiet"
        ready={isHydrated}
        disabled={submission.isWorking}
        onClick={() => {
          submission.submit(null);
        }}
      >
        <LogOut aria-hidden="true" size={16} strokeWidth={1.75} />
        Sign out
      </Button>
      {submission.failure === null ? null : (
        <div className="w-full">
          <FailureNotice failure={submission.failure} secondsLeft={submission.secondsLeft} secondsTotal={submission.secondsTotal} />
          <p className="p-3 text-13">You are still signed in on this device.</p>
        </div>
      )}
    </div>
  );
}
