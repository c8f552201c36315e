"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadPasswordReset } from "@/lib/client/load-password-reset";
import type { PoolAddress } from "@/lib/client/pool-address";
import { useSubmission } from "@/lib/client/use-submission";
import { ResendCode } from "./resend-code";
import { StepHeading } from "./step-heading";

interface ResetFormProps {
  readonly pool: PoolAddress;
  readonly email: string;
  readonly onDone: () => void;
  readonly onStartOver: () => void;
}

interface Answer {
  readonly code: string;
  readonly password: string;
}

/** The code from the email and the new password, in one form, so that a password manager files what it made under the right name. */
export function ResetForm({ pool, email, onDone, onStartOver }: ResetFormProps) {
  const codeField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const submission = useSubmission<Answer>(async ({ code, password }) => {
    const { finishReset } = await loadPasswordReset();
    await finishReset(pool, email, code, password);
    onDone();
  });
  useEffect(() => {
    codeField.current?.focus();
  }, []);
  return (
    <div className="grid gap-5">
      <StepHeading title="Choose a new password" position="Step 2 of 2">
        If <strong className="break-all text-ink">{email}</strong> is an account, a code is on its way there. It works for an hour.
      </StepHeading>
      <form
        method="post"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const code = (codeField.current?.value ?? "").replace(/\s/g, "");
          submission.submit({ code, password: passwordField.current?.value ?? "" });
        }}
      >
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field
          label="Code from the email"
          name="code"
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          spellCheck={false}
          required
          className="font-mono tracking-[0.2em]"
          inputRef={codeField}
        />
        <Field
          label="New password"
          name="new-password"
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={256}
          hint="At least 12 characters. A sentence, or one made by your password manager, is best."
          inputRef={passwordField}
        />
        <SubmissionStatus submission={submission} progress="Replacing the password…" onStartOver={onStartOver} />
        <Button type="submit" wide disabled={submission.isWorking || submission.secondsLeft !== null}>
          Replace password
        </Button>
      </form>
      <div className="flex flex-wrap items-center gap-1">
        <ResendCode send={async () => (await loadPasswordReset()).askForReset(pool, email)} />
        <Button look="quiet" onClick={onStartOver}>
          Back
        </Button>
      </div>
    </div>
  );
}
