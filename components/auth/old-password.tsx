"use client";

import { useRef, useState } from "react";
import { Button, buttonStyles } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { giveOldPassword } from "@/lib/client/legacy-sign-in";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";
import { StepHeading } from "./step-heading";

/** The old password, once; signing in comes after it. */
export function OldPassword() {
  const isHydrated = useHydrated();
  const [isTaken, setIsTaken] = useState(false);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const submission = useSubmission<{ readonly email: string; readonly password: string }>(async ({ email, password }) => {
    await giveOldPassword(email, password);
    setIsTaken(true);
  });
  if (isTaken) return <Taken />;
  return (
    <form
      method="post"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submission.submit({ email: emailField.current?.value.trim() ?? "", password: passwordField.current?.value ?? "" });
      }}
    >
      <StepHeading title="Bring your old password" position="Step 1 of 2">
        Give the email and the password you had before the move. This once your password is shown to our server, to compare it with your old
        account; from then on you prove it without showing it. If it has fewer than 12 characters it cannot come along.
      </StepHeading>
      <Field
        label="Email"
        name="username"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        inputRef={emailField}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        minLength={12}
        maxLength={256}
        inputRef={passwordField}
      />
      <SubmissionStatus submission={submission} progress="Asking your old account…" />
      <Button type="submit" wide ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null}>
        Continue
      </Button>
    </form>
  );
}

function Taken() {
  return (
    <div role="status" className="grid gap-5">
      <StepHeading title="Your password works here now" position="Step 2 of 2">
        Sign in with it. You are then asked to set up an authenticator app, because an account here has two factors.
      </StepHeading>
      <a href="/sign-in" className={buttonStyles({ wide: true })}>
        Go to sign in
      </a>
    </div>
  );
}
