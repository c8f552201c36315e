"use client";

import { useEffect, useRef, type ReactNode, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useSubmission } from "@/lib/client/use-submission";
import { CodeHelp } from "./code-help";

interface AnswerFormProps {
  readonly label: string;
  readonly kind: "code" | "recovery-code" | "current-password" | "new-password";
  readonly button: string;
  readonly progress: string;
  readonly hint?: string;
  /** Whether the code comes from an authenticator, whose clock may be what is wrong. */
  readonly isFromApp?: boolean;
  /** For password managers, which file a password under the name beside it. */
  readonly email: string;
  readonly answer: (value: string) => Promise<void>;
  readonly onStartOver: () => void;
  readonly back?: ReactNode;
}

/** One field, one answer: a code or a password. The field takes the focus because it is the only thing to do here. */
export function AnswerForm({ label, kind, button, progress, hint, isFromApp = false, email, answer, onStartOver, back }: AnswerFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const submission = useSubmission<string>(answer);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = field.current?.value ?? "";
    const value = kind === "code" ? typed.replace(/\s/g, "") : typed;
    if (value !== "") submission.submit(value);
  };
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-4">
      {kind === "code" || kind === "recovery-code" ? null : (
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      )}
      <Field label={label} name={kind} required inputRef={field} {...(hint === undefined ? {} : { hint })} {...INPUT[kind]} />
      <SubmissionStatus submission={submission} progress={progress} onStartOver={onStartOver} />
      {isFromApp ? <CodeHelp failure={submission.failure} /> : null}
      <Button type="submit" wide disabled={submission.isWorking || submission.secondsLeft !== null}>
        {button}
      </Button>
      {back}
    </form>
  );
}

const INPUT = {
  code: {
    type: "text",
    inputMode: "numeric",
    autoComplete: "one-time-code",
    maxLength: 12,
    spellCheck: false,
    className: "font-mono tracking-[0.2em]",
  },
  "recovery-code": {
    type: "text",
    autoComplete: "off",
    autoCapitalize: "characters",
    maxLength: 40,
    spellCheck: false,
    className: "font-mono",
  },
  "current-password": { type: "password", autoComplete: "current-password" },
  "new-password": { type: "password", autoComplete: "new-password", minLength: 12 },
} as const;
