"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure } from "@/lib/client/explain-failure";
import { ProblemError } from "@/lib/client/problem-error";
import { openStepUp } from "@/lib/client/step-up";
import { useLoaded } from "@/lib/client/use-loaded";
import type { Purpose, StepUpDto } from "@/lib/contracts/step-up";

/** The act that a grant is asked for. */
export interface SensitiveAct {
  readonly purpose: Purpose;
  readonly subjectId: string;
  /** Does the act with the proven grant. What it throws is shown, and the trader may press again. */
  readonly perform: (grantId: string) => Promise<void>;
}

/** One approval from the opened grant to the done act. */
export interface Approval {
  readonly grant: StepUpDto | null;
  /** Why the server opened no grant. */
  readonly refusal: Failure | null;
  /** True once the grant can do nothing any more; asking again opens another. */
  readonly isClosed: boolean;
  readonly askAgain: () => void;
  /** Proves by the given way unless it is proven already, then does the act. */
  readonly approve: (prove: (grant: StepUpDto) => Promise<unknown>) => Promise<void>;
}

/** Opens a grant when the component appears and keeps it through proof and act. */
export function useApproval({ purpose, subjectId, perform }: SensitiveAct): Approval {
  const open = useCallback(() => openStepUp(purpose, subjectId), [purpose, subjectId]);
  const { value: grant, failure: refusal, reload } = useLoaded(open);
  const [closedId, setClosedId] = useState<string | null>(null);
  const provenId = useRef<string | null>(null);
  useEffect(() => {
    if (grant === null) return undefined;
    const timer = setTimeout(() => {
      if (provenId.current !== grant.grantId) setClosedId(grant.grantId);
    }, OPEN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [grant]);

  const approve = useCallback(
    async (prove: (grant: StepUpDto) => Promise<unknown>) => {
      if (grant === null) return;
      try {
        if (provenId.current !== grant.grantId) await prove(grant);
        provenId.current = grant.grantId;
        await perform(grant.grantId);
      } catch (thrown) {
        if (isSpent(thrown)) setClosedId(grant.grantId);
        throw thrown;
      }
    },
    [grant, perform],
  );
  return { grant, refusal, isClosed: grant !== null && closedId === grant.grantId, askAgain: reload, approve };
}

// How long a grant may be open by policy. The server judges by its own clock; this only spares the trader a proof that comes too late.
const OPEN_MS = 300_000;

const SPENT: ReadonlySet<string> = new Set([
  ...["grant_used", "grant_expired", "grant_mismatch", "step_up_required", "not_found"],
  ...["GrantUsedException", "GrantExpiredException", "GrantRefusedException", "StepUpRequiredException"],
]);

/** Whether a failure says that this grant is of no more use, in our own words or in those of the Cognito protocol. */
function isSpent(thrown: unknown): boolean {
  if (thrown instanceof ProblemError) return SPENT.has(thrown.problem.code);
  return thrown instanceof Error && SPENT.has(thrown.name);
}
