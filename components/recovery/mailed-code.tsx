"use client";

import type { ReactNode } from "react";
import { AnswerForm } from "@/components/auth/answer-form";
import { StepHeading } from "@/components/auth/step-heading";
import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useSubmission } from "@/lib/client/use-submission";
import type { RecoveryStepProps } from "./recovery-step";

interface MailedCodeProps extends RecoveryStepProps {
  readonly kind: "start" | "finish";
  readonly title: string;
  readonly button: string;
  readonly children: ReactNode;
}

/** A code is mailed on a press; then its field is there. */
export function MailedCode({ facts, email, answer, onStartOver, kind, title, button, children }: MailedCodeProps) {
  const mailing = useSubmission<null>(() => answer({ kind: "mail" }));
  const wasMailed = facts.mailed === "yes";
  return (
    <div className="grid gap-5">
      <StepHeading title={title}>{children}</StepHeading>
      <SubmissionStatus submission={mailing} progress="Sending the code…" onStartOver={onStartOver} />
      <p role="status" className="empty:hidden">
        {wasMailed ? `We have sent a code to ${email}. It works for 15 minutes; an older one does not any more.` : ""}
      </p>
      <Button
        wide
        look={wasMailed ? "secondary" : "primary"}
        disabled={mailing.isWorking || mailing.secondsLeft !== null}
        onClick={() => {
          mailing.submit(null);
        }}
      >
        {wasMailed ? "Send another code" : "Send me a code"}
      </Button>
      {wasMailed ? (
        <AnswerForm
          label="Code from the email"
          kind="code"
          button={button}
          progress="Checking the code…"
          email={email}
          answer={(text) => answer({ kind, text })}
          onStartOver={onStartOver}
          back={
            <Button look="quiet" onClick={onStartOver}>
              Back
            </Button>
          }
        />
      ) : null}
    </div>
  );
}
