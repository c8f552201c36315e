"use client";

import { useState } from "react";
import { screenOf } from "@/lib/contracts/sign-in-steps";
import { answerStep, signInWithPassword, type NextStep } from "@/lib/client/sign-in-flow";
import type { PoolAddress } from "@/lib/client/pool-address";
import { StepScreen } from "./step-screen";

/** Where each screen stands in a sequence, in words; sign-up has one, sign-in has none. */
export type StepPositions = Partial<Record<ReturnType<typeof screenOf>["kind"], string>>;

interface StepFlowProps {
  readonly first: NextStep;
  readonly pool: PoolAddress;
  readonly email: string;
  /** Kept in memory only, so that a freshly confirmed email can go straight on; null after a passkey. */
  readonly password: string | null;
  readonly positions?: StepPositions;
  readonly onDone: () => Promise<void>;
  readonly onStartOver: () => void;
}

/** Everything after the first press: whatever step Amplify names next gets its screen, until the sign-in is done. */
export function StepFlow({ first, pool, email, password, positions = {}, onDone, onStartOver }: StepFlowProps) {
  const [step, setStep] = useState(first);
  const [stepNumber, setStepNumber] = useState(0);

  const goOn = async (next: NextStep) => {
    if (next.signInStep === "DONE") return onDone();
    setStep(next);
    setStepNumber((number) => number + 1);
    return undefined;
  };
  const answer = async (value: string) => goOn(await answerStep(value));
  const onEmailConfirmed = async () => {
    if (password === null) {
      onStartOver();
      return;
    }
    await goOn(await signInWithPassword(pool, email, password));
  };

  return (
    <StepScreen
      key={stepNumber}
      step={step}
      pool={pool}
      email={email}
      position={positions[screenOf(step.signInStep).kind]}
      answer={answer}
      onEmailConfirmed={onEmailConfirmed}
      onStartOver={onStartOver}
    />
  );
}
