"use client";

import { useRef, useState } from "react";
import { Button, buttonStyles } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadPasswordReset } from "@/lib/client/load-password-reset";
import type { PoolAddress } from "@/lib/client/pool-address";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";
import { ResetForm } from "./reset-form";
import { StepHeading } from "./step-heading";

type Stage = "address" | "code" | "done";

/** A forgotten password, from the address to the new password. */
export function ForgottenPassword({ pool }: { readonly pool: PoolAddress }) {
  const [stage, setStage] = useState<Stage>("address");
  const [email, setEmail] = useState("");
  if (stage === "done") return <Replaced />;
  if (stage === "code") {
    return (
      <ResetForm
        pool={pool}
        email={email}
        onDone={() => {
          setStage("done");
        }}
        onStartOver={() => {
          setStage("address");
        }}
      />
    );
  }
  return (
    <AddressForm
      pool={pool}
      email={email}
      onAsked={(asked) => {
        setEmail(asked);
        setStage("code");
      }}
    />
  );
}

interface AddressFormProps {
  readonly pool: PoolAddress;
  readonly email: string;
  readonly onAsked: (email: string) => void;
}

function AddressForm({ pool, email, onAsked }: AddressFormProps) {
  const isHydrated = useHydrated();
  const field = useRef<HTMLInputElement>(null);
  const submission = useSubmission<string>(async (typed) => {
    const { askForReset } = await loadPasswordReset();
    await askForReset(pool, typed);
    onAsked(typed);
  });
  return (
    <form
      method="post"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submission.submit(field.current?.value.trim() ?? "");
      }}
    >
      <StepHeading title="I forgot my password" position="Step 1 of 2">
        We mail a code to your address. For a day after the change, withdrawals and changes to the account wait.
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
        defaultValue={email}
        inputRef={field}
      />
      <SubmissionStatus submission={submission} progress="Sending the code…" />
      <Button type="submit" wide ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null}>
        Send the code
      </Button>
    </form>
  );
}

function Replaced() {
  return (
    <div role="status" className="grid gap-5">
      <StepHeading title="Your password is replaced">
        Every session of your account has ended. Withdrawals and changes to the account wait for a day, because your password was reset.
        Nobody can shorten this, including us.
      </StepHeading>
      <a href="/sign-in" className={buttonStyles({ wide: true })}>
        Go to sign in
      </a>
    </div>
  );
}
