"use client";

import { useState } from "react";
import { leavePage } from "@/lib/client/leave-page";
import { loadSignInFlow } from "@/lib/client/load-sign-in-flow";
import type { PoolAddress } from "@/lib/client/pool-address";
import { rememberTrader } from "@/lib/client/remembered-trader";
import type { NextStep } from "@/lib/client/sign-in-flow";
import { useSubmission, type Submission } from "@/lib/client/use-submission";

/** The first press of a sign-in: who, and with what. */
export type FirstFactor =
  { readonly by: "password"; readonly email: string; readonly password: string } | { readonly by: "passkey"; readonly email: string };

interface OpenSignIn {
  readonly step: NextStep;
  readonly email: string;
  readonly password: string | null;
}

interface FirstFactorState {
  readonly submission: Submission<FirstFactor>;
  /** The steps still to do; null while the first form is on screen. */
  readonly open: OpenSignIn | null;
  readonly startOver: () => void;
  readonly finish: (email: string) => Promise<void>;
}

/** Wrong passwords lock passwords. Who is throttled waits with everything. */
const passkeyPassesLock = ({ by }: FirstFactor, { code }: { readonly code: string }): boolean => by === "passkey" && code === "locked_out";

/** Runs the first press and keeps what the following steps need, in memory only. */
export function useFirstFactor(pool: PoolAddress, next: string): FirstFactorState {
  const [open, setOpen] = useState<OpenSignIn | null>(null);
  const submission = useSubmission<FirstFactor>(async (factor) => {
    const flow = await loadSignInFlow();
    const step =
      factor.by === "passkey"
        ? await flow.signInWithPasskey(pool, factor.email)
        : await flow.signInWithPassword(pool, factor.email, factor.password);
    if (step.signInStep === "DONE") {
      rememberTrader(factor.email, factor.by === "passkey" ? { hasPasskey: true } : {});
      return leavePage(next);
    }
    setOpen({ step, email: factor.email, password: factor.by === "password" ? factor.password : null });
    return undefined;
  }, passkeyPassesLock);
  return {
    submission,
    open,
    startOver: () => {
      setOpen(null);
    },
    finish: (email) => {
      rememberTrader(email);
      return leavePage(next);
    },
  };
}
