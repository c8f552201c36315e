"use client";

import { useState } from "react";
import { loadRecoveryFlow } from "@/lib/client/load-recovery-flow";
import { leavePage } from "@/lib/client/leave-page";
import type { PoolAddress } from "@/lib/client/pool-address";
import { rememberTrader } from "@/lib/client/remembered-trader";
import type { RecoveryFacts } from "@/lib/contracts/recovery";
import type { RecoveryAnswer } from "@/lib/recovery/recovery-answer";
import { PasswordFirst, type Credentials } from "./password-first";
import { RecoveryCodeScreen } from "./recovery-code-screen";
import { WaitScreen } from "./wait-screen";

interface RecoverFlowProps {
  readonly pool: PoolAddress;
  readonly way: "codes" | "wait";
}

/** Where a session that came back goes first: it may set up one new factor, and only now. */
const AFTERWARDS = "/security/new-factor";

/** Password first, whichever way back it is; then the way's own screen, until a session is open or there is nothing to do but wait. */
export function RecoverFlow({ pool, way }: RecoverFlowProps) {
  const [open, setOpen] = useState<{ readonly facts: RecoveryFacts; readonly email: string } | null>(null);
  const goOn = async (facts: RecoveryFacts | null, email: string): Promise<void> => {
    if (facts !== null) {
      setOpen({ facts, email });
      return;
    }
    rememberTrader(email);
    await leavePage(AFTERWARDS);
  };
  const showPassword = async ({ email, password }: Credentials) =>
    goOn(await (await loadRecoveryFlow()).showPassword(pool, email, password), email);
  if (open === null) return <PasswordFirst way={way} onSubmit={showPassword} />;
  const props = {
    ...open,
    answer: async (answer: RecoveryAnswer) => goOn(await (await loadRecoveryFlow()).answerRecoveryStep(answer), open.email),
    onStartOver: () => {
      setOpen(null);
    },
  };
  return way === "codes" ? <RecoveryCodeScreen {...props} /> : <WaitScreen {...props} />;
}
