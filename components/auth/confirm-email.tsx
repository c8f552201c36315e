"use client";

import { Button } from "@/components/ui/button";
import { loadSignUpFlow } from "@/lib/client/load-sign-up-flow";
import type { PoolAddress } from "@/lib/client/pool-address";
import { AnswerForm } from "./answer-form";
import { ResendCode } from "./resend-code";
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
        <ResendCode send={async () => (await loadSignUpFlow()).resendEmailCode(pool, email)} />
        <Button look="quiet" onClick={onStartOver}>
          Back
        </Button>
      </div>
    </div>
  );
}
