"use client";

import { Suspense, useRef, useState } from "react";
import { LazyStepFlow } from "@/components/auth/lazy-step-flow";
import { OrLine } from "@/components/auth/or-line";
import { StepHeading } from "@/components/auth/step-heading";
import { WarmForm } from "@/components/auth/warm-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { leavePage } from "@/lib/client/leave-page";
import { loadSignInFlow } from "@/lib/client/load-sign-in-flow";
import type { PoolAddress } from "@/lib/client/pool-address";
import type { NextStep } from "@/lib/client/sign-in-flow";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";

interface DeskSignInFormProps {
  readonly pool: PoolAddress;
  /** A path of the desk that was judged already. */
  readonly next: string;
}

interface FirstPress {
  readonly by: "password" | "passkey";
  readonly email: string;
  readonly password: string;
}

/** Sign-in of the desk. Nothing of an operator is kept in the browser: no remembered name, no choice to look only. */
export function DeskSignInForm({ pool, next }: DeskSignInFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const isHydrated = useHydrated();
  const [open, setOpen] = useState<{ readonly step: NextStep; readonly press: FirstPress } | null>(null);
  const submission = useSubmission<FirstPress>(
    async (press) => {
      const flow = await loadSignInFlow();
      const step =
        press.by === "passkey"
          ? await flow.signInWithPasskey(pool, press.email)
          : await flow.signInWithPassword(pool, press.email, press.password);
      if (step.signInStep === "DONE") return leavePage(next);
      setOpen({ step, press });
      return undefined;
    },
    // Wrong passwords lock passwords, and no passkey.
    ({ by }, { code }) => by === "passkey" && code === "locked_out",
  );
  if (open !== null) {
    return (
      <Suspense fallback={<p role="status">Opening the next step…</p>}>
        <LazyStepFlow
          first={open.step}
          pool={pool}
          email={open.press.email}
          password={open.press.by === "password" ? open.press.password : null}
          onDone={() => leavePage(next)}
          onStartOver={() => {
            setOpen(null);
          }}
        />
      </Suspense>
    );
  }

  const start = (by: FirstPress["by"]) => {
    const [email, password] = [valueOf(form.current, "username").trim(), valueOf(form.current, "password")];
    if (email === "") submission.fail(named("EmptySignInUsername"));
    else if (by === "password" && password === "") submission.fail(named("EmptySignInPassword"));
    else submission.submit({ by, email, password });
  };
  return (
    <WarmForm
      formRef={form}
      judgesItself
      onSubmit={() => {
        start("password");
      }}
    >
      <StepHeading title="Sign in to the desk" />
      <Field label="Email" name="username" type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <SubmissionStatus submission={submission} progress="Signing in…" />
      <Button type="submit" wide ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null}>
        Sign in
      </Button>
      <OrLine text="or" />
      <Button
        wide
        look="secondary"
        ready={isHydrated}
        disabled={submission.isWorking}
        onClick={() => {
          start("passkey");
        }}
      >
        Sign in with a passkey
      </Button>
    </WarmForm>
  );
}

function valueOf(form: HTMLFormElement | null, name: string): string {
  const field = form?.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field.value : "";
}

const named = (name: string): Error => Object.assign(new Error(name), { name });
