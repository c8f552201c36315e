"use client";

import { Suspense, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { leavePage } from "@/lib/client/leave-page";
import { loadSignUpFlow } from "@/lib/client/load-sign-up-flow";
import type { PoolAddress } from "@/lib/client/pool-address";
import { rememberTrader } from "@/lib/client/remembered-trader";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";
import { LazyStepFlow } from "./lazy-step-flow";
import { StepHeading } from "./step-heading";
import { WarmForm } from "./warm-form";

interface Account {
  readonly email: string;
  readonly password: string;
}

const POSITIONS = { confirm_email: "Step 2 of 3", enrol_authenticator: "Step 3 of 3" } as const;

export function SignUpForm({ pool }: { readonly pool: PoolAddress }) {
  const [account, setAccount] = useState<Account | null>(null);
  if (account === null) return <AccountScreen pool={pool} onCreated={setAccount} />;
  return (
    <Suspense fallback={<p role="status">Opening the next step…</p>}>
      <LazyStepFlow
        first={{ signInStep: "CONFIRM_SIGN_UP" }}
        pool={pool}
        email={account.email}
        password={account.password}
        positions={POSITIONS}
        onDone={() => {
          rememberTrader(account.email);
          return leavePage("/portfolio");
        }}
        onStartOver={() => {
          setAccount(null);
        }}
      />
    </Suspense>
  );
}

function AccountScreen({ pool, onCreated }: { readonly pool: PoolAddress; readonly onCreated: (account: Account) => void }) {
  const isHydrated = useHydrated();
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const submission = useSubmission<Account>(async (account) => {
    const flow = await loadSignUpFlow();
    await flow.createAccount(pool, account.email, account.password);
    onCreated(account);
  });
  return (
    <WarmForm
      onSubmit={() => {
        submission.submit({ email: emailField.current?.value.trim() ?? "", password: passwordField.current?.value ?? "" });
      }}
    >
      <StepHeading title="Create your account" position="Step 1 of 3" />
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
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={256}
        hint="At least 12 characters. A sentence, or one made by your password manager, is best."
        inputRef={passwordField}
      />
      <SubmissionStatus submission={submission} progress="Creating your account…" />
      <Button type="submit" wide ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null}>
        Continue
      </Button>
    </WarmForm>
  );
}
