"use client";

import type { SubmitEvent } from "react";
import { StepHeading } from "@/components/auth/step-heading";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";

/** What every way back here begins with. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

const WORDS = {
  codes: {
    title: "I lost my authenticator",
    help: "Your password and one of your recovery codes let you in. Withdrawals and changes then wait for a day.",
  },
  wait: {
    title: "I lost everything but my password",
    help: "Your password and your mailbox let you in after three days. Everybody who knows this account is told, and any of them can stop it.",
  },
} as const;

export function PasswordFirst({
  way,
  onSubmit,
}: {
  readonly way: keyof typeof WORDS;
  readonly onSubmit: (given: Credentials) => Promise<void>;
}) {
  const isHydrated = useHydrated();
  const submission = useSubmission<Credentials>(onSubmit);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    submission.submit({ email: text(given.get("username")).trim(), password: text(given.get("password")) });
  };
  return (
    <form method="post" className="grid gap-4" onSubmit={submit}>
      <StepHeading title={WORDS[way].title}>{WORDS[way].help}</StepHeading>
      <Field label="Email" name="username" type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <SubmissionStatus submission={submission} progress="Checking the password…" />
      <Button type="submit" wide ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null}>
        Continue
      </Button>
    </form>
  );
}

const text = (value: FormDataEntryValue | null): string => (typeof value === "string" ? value : "");
