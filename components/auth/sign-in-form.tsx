"use client";

import { Suspense, useEffect, useRef, useState, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { afterSignIn } from "@/lib/client/after-sign-in";
import type { PoolAddress } from "@/lib/client/pool-address";
import { forgetTrader, useRememberedTrader } from "@/lib/client/remembered-trader";
import { useHydrated } from "@/lib/client/use-hydrated";
import { LazyStepFlow } from "./lazy-step-flow";
import { LookOnly } from "./look-only";
import { OrLine } from "./or-line";
import { StepHeading } from "./step-heading";
import { WarmForm } from "./warm-form";
import { useFirstFactor, type FirstFactor } from "./use-first-factor";

interface SignInFormProps {
  readonly pool: PoolAddress;
  readonly next: string | null;
  /** Whether this browser has chosen to look only before. */
  readonly looksOnly: boolean;
}

export function SignInForm({ pool, next, looksOnly }: SignInFormProps) {
  const { submission, open, startOver, finish } = useFirstFactor(pool, afterSignIn(next));
  if (open === null) return <FirstScreen submission={submission} looksOnly={looksOnly} />;
  return (
    <Suspense fallback={<p role="status">Opening the next step…</p>}>
      <LazyStepFlow
        first={open.step}
        pool={pool}
        email={open.email}
        password={open.password}
        onDone={() => finish(open.email)}
        onStartOver={startOver}
      />
    </Suspense>
  );
}

function FirstScreen({
  submission,
  looksOnly,
}: Pick<ReturnType<typeof useFirstFactor>, "submission"> & Pick<SignInFormProps, "looksOnly">) {
  const form = useRef<HTMLFormElement>(null);
  const isHydrated = useHydrated();
  const remembered = useRememberedEmail(form);
  const prefersPasskey = remembered.hasPasskey;
  const isBlocked = submission.isWorking || submission.secondsLeft !== null;

  const start = (by: FirstFactor["by"]) => {
    const email = valueOf(form.current, "username").trim();
    const password = valueOf(form.current, "password");
    if (email === "") submission.fail(named("EmptySignInUsername"));
    else if (by === "passkey") submission.submit({ by, email });
    else if (password === "") submission.fail(named("EmptySignInPassword"));
    else submission.submit({ by, email, password });
  };
  const passkeyButton = (
    <Button
      wide
      look={prefersPasskey ? "primary" : "secondary"}
      ready={isHydrated}
      disabled={submission.isWorking}
      onClick={() => start("passkey")}
    >
      Sign in with a passkey
    </Button>
  );

  return (
    <WarmForm
      formRef={form}
      judgesItself
      onSubmit={() => {
        start(prefersPasskey && valueOf(form.current, "password") === "" ? "passkey" : "password");
      }}
    >
      <StepHeading title="Sign in" />
      <Field
        label="Email"
        name="username"
        {...EMAIL_INPUT}
        aside={remembered.isShown ? <NotYou onForget={remembered.forget} /> : undefined}
      />
      {prefersPasskey ? (
        <>
          {passkeyButton}
          <OrLine text="or with your password" />
        </>
      ) : null}
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <LookOnly isChosenAlready={looksOnly} />
      <SubmissionStatus submission={submission} progress="Signing in…" />
      <Button type="submit" wide look={prefersPasskey ? "secondary" : "primary"} ready={isHydrated} disabled={isBlocked}>
        Sign in
      </Button>
      {prefersPasskey ? null : (
        <>
          <OrLine text="or" />
          {passkeyButton}
        </>
      )}
    </WarmForm>
  );
}

const EMAIL_INPUT = {
  type: "email",
  autoComplete: "username webauthn",
  autoCapitalize: "none",
  spellCheck: false,
  required: true,
} as const;

function NotYou({ onForget }: { readonly onForget: () => void }) {
  return (
    <button type="button" className="rounded-control text-13 text-ink-2 underline underline-offset-2 hover:text-ink" onClick={onForget}>
      Not you?
    </button>
  );
}

/** Who signed in here last, put into the field unless something was typed before the page was ready. */
function useRememberedEmail(form: RefObject<HTMLFormElement | null>) {
  const known = useRememberedTrader();
  const [isForgotten, setIsForgotten] = useState(false);
  useEffect(() => {
    const field = fieldOf(form.current, "username");
    if (known !== null && field?.value === "") field.value = known.email;
  }, [form, known]);
  const forget = () => {
    forgetTrader();
    setIsForgotten(true);
    form.current?.reset();
    fieldOf(form.current, "username")?.focus();
  };
  const isShown = known !== null && !isForgotten;
  return { isShown, hasPasskey: isShown && known.hasPasskey, forget };
}

function fieldOf(form: HTMLFormElement | null, name: string): HTMLInputElement | null {
  const field = form?.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field : null;
}

const valueOf = (form: HTMLFormElement | null, name: string): string => fieldOf(form, name)?.value ?? "";

const named = (name: string): Error => Object.assign(new Error(name), { name });
