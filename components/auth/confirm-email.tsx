"use client";

import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadSignUpFlow } from "@/lib/client/load-sign-up-flow";
import type { PoolAddress } from "@/lib/client/pool-address";
import { useSubmission } from "@/lib/client/use-submission";
import { useState } from "react";
import { AnswerForm } from "./answer-form";
import { StepHeading } from "./step-heading";

interface ConfirmEmailProps {
  readonly pool: PoolAddress;
  readonly email: string;
  readonly position?: string | undefined;
  readonly onConfirmed: () => Promise<void>;
  readonly onStartOver: () => void;
}

export function ConfirmEmail({ pool, email, position, onConfirmed, onStartOver }: ConfirmEmailProps) {
  const confirm = async (code: string) => {
    const flow = await loadSignUpFlow();
    await flow.confirmEmail(pool, email, code);
    await onConfirmed();
  };
  return (
    <div className="grid gap-5">
      <StepHeading title="Confirm your email" position={position}>
        If <strong className="break-all text-ink">{email}</strong> can have an account, a code is on its way there. It works for 24 hours.
      </StepHeading>
      <AnswerForm
        label="Code from the email"
        kind="code"
        button="Continue"
        progress="Checking the code…"
        email={email}
        answer={confirm}
        onStartOver={onStartOver}
      />
      <div className="flex flex-wrap items-center gap-1">
        <ResendCode pool={pool} email={email} />
        <Button look="quiet" onClick={onStartOver}>
          Back
        </Button>
      </div>
    </div>
  );
}

function ResendCode({ pool, email }: Pick<ConfirmEmailProps, "pool" | "email">) {
  const [isSent, setIsSent] = useState(false);
  const submission = useSubmission<null>(async () => {
    setIsSent(false);
    const flow = await loadSignUpFlow();
    await flow.resendEmailCode(pool, email);
    setIsSent(true);
  });
  return (
    <>
      <div className="basis-full empty:hidden">
        <SubmissionStatus submission={submission} progress="Sending another code…" />
      </div>
      <Button
        look="secondary"
        disabled={submission.isWorking || submission.secondsLeft !== null}
        onClick={() => {
          submission.submit(null);
        }}
      >
        Send another code
      </Button>
      <span role="status" className="px-2 text-13 text-ink-2 empty:hidden">
        {isSent ? "Sent. Use the newest one." : ""}
      </span>
    </>
  );
}
