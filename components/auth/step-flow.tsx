"use client";

import { useRef, useState } from "react";
import { writeSuspicionAnswer, type SuspicionAnswer } from "@/lib/contracts/suspicion";
import { readUnusualStep } from "@/lib/client/read-unusual-step";
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
  const typedPassword = useRef(password);

  const goOn = async (next: NextStep) => {
    if (next.signInStep === "DONE") return onDone();
    setStep(next);
    setStepNumber((number) => number + 1);
    return undefined;
  };
  const answer = async (value: string) => {
    if (step.signInStep === "CONFIRM_SIGN_IN_WITH_PASSWORD") typedPassword.current = value;
    return goOn(await answerStep(value));
  };
  const answerUnusual = async (given: SuspicionAnswer) => {
    const next = await answerStep(writeSuspicionAnswer(given));
    switch (readUnusualStep(next, given)) {
      case "asked":
        setStep(next);
        return undefined;
      case "passed":
        // This browser has answered; the sign-in starts again, and goes on to the second factor.
        if (typedPassword.current === null) {
          onStartOver();
          return undefined;
        }
        return goOn(await signInWithPassword(pool, email, typedPassword.current));
    }
  };
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
      answerUnusual={answerUnusual}
      onEmailConfirmed={onEmailConfirmed}
      onStartOver={onStartOver}
    />
  );
}
