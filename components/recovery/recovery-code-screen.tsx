"use client";

import { AnswerForm } from "@/components/auth/answer-form";
import { QuietLink } from "@/components/auth/quiet-link";
import { StepHeading } from "@/components/auth/step-heading";
import { Button } from "@/components/ui/button";
import type { RecoveryStepProps } from "./recovery-step";

/** One of the codes on the trader's paper, in place of the second factor. */
export function RecoveryCodeScreen({ facts, email, answer, onStartOver }: RecoveryStepProps) {
  const back = (
    <Button look="quiet" onClick={onStartOver}>
      Back
    </Button>
  );
  if (facts.hasCodes === "no") {
    return (
      <div className="grid gap-5">
        <StepHeading title="This account has no recovery codes left">
          The other way back takes your password, your mailbox and three days.
        </StepHeading>
        <QuietLink href="/recover/wait">Start the wait</QuietLink>
        {back}
      </div>
    );
  }
  return (
    <div className="grid gap-5">
      <StepHeading title="Enter a recovery code">
        Any unused one of your newest set. It works once; capitals, dashes and spaces do not matter.
      </StepHeading>
      <AnswerForm
        label="Recovery code"
        kind="recovery-code"
        button="Continue"
        progress="Checking the code…"
        hint="Ten wrong codes in a day close this way until the day is over."
        email={email}
        answer={(text) => answer({ kind: "code", text })}
        onStartOver={onStartOver}
        back={back}
      />
      <p className="text-13 text-ink-2">
        <QuietLink href="/recover/wait">I have no recovery code</QuietLink>
      </p>
    </div>
  );
}
