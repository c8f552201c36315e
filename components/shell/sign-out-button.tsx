"use client";

import { LogOut } from "lucide-react";
import { Button } from "@/components/ui/button";
import { FailureNotice } from "@/components/ui/failure-notice";
import { signOut } from "@/lib/client/sign-out";
import { useSubmission } from "@/lib/client/use-submission";

export function SignOutButton() {
  const submission = useSubmission<null>(signOut);
  return (
    <div className="relative">
      <Button
        look="quiet"
        disabled={submission.isWorking}
        onClick={() => {
          submission.submit(null);
        }}
      >
        <LogOut aria-hidden="true" size={16} strokeWidth={1.75} />
        Sign out
      </Button>
      <p role="status" className="absolute top-full right-0 rounded-control bg-surface px-3 py-2 text-13 text-ink-2 empty:hidden">
        {submission.isLate ? "Signing out…" : ""}
      </p>
      {submission.failure === null ? null : (
        <div className="absolute top-full right-0 mt-2 w-72 rounded-control bg-surface">
          <FailureNotice failure={submission.failure} secondsLeft={submission.secondsLeft} secondsTotal={submission.secondsTotal} />
          <p className="p-3 text-13">You are still signed in on this device.</p>
        </div>
      )}
    </div>
  );
}
