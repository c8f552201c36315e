"use client";

import type { ReactNode, RefObject } from "react";
import { warmSignIn } from "./lazy-step-flow";

interface WarmFormProps {
  readonly formRef?: RefObject<HTMLFormElement | null>;
  /** Whether the form answers empty fields in its own words instead of the browser’s. */
  readonly judgesItself?: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A form that fetches Amplify at the first sign of use: a focused field, a key, or a password manager filling in. */
export function WarmForm({ formRef, judgesItself = false, onSubmit, children }: WarmFormProps) {
  return (
    <form
      {...(formRef === undefined ? {} : { ref: formRef })}
      method="post"
      noValidate={judgesItself}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onFocus={(event) => {
        if (event.target instanceof HTMLInputElement) warmSignIn();
      }}
      onInput={warmSignIn}
      onAnimationStart={(event) => {
        if (event.animationName === "field-autofilled") warmSignIn();
      }}
    >
      {children}
    </form>
  );
}
