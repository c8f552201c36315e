"use client";

import { useCallback, useState } from "react";
import { useSubmission, type Submission } from "@/lib/client/use-submission";

interface GatedAct {
  readonly submission: Submission<null>;
  /** True once the server wants this very act approved first. */
  readonly asksApproval: boolean;
  /** The act again, for the approval to run when it is given. */
  readonly perform: () => Promise<void>;
  readonly leave: () => void;
}

/** A change of credentials: tried as it is, and where the server asks for an approval, repeated once that is given. */
export function useGatedAct(run: () => Promise<void>): GatedAct {
  const [asksApproval, setAsksApproval] = useState(false);
  const submission = useSubmission<null>(async () => {
    await run().catch((thrown: unknown) => {
      if (!(thrown instanceof Error) || thrown.name !== "StepUpRequiredException") throw thrown;
      setAsksApproval(true);
    });
  });
  const leave = useCallback(() => {
    setAsksApproval(false);
  }, []);
  const perform = useCallback(async () => {
    await run();
    setAsksApproval(false);
  }, [run]);
  return { submission, asksApproval, perform, leave };
}
