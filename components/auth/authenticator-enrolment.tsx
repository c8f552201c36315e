"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { AnswerForm } from "./answer-form";
import { QrCode } from "./qr-code";
import { StepHeading } from "./step-heading";

interface AuthenticatorEnrolmentProps {
  readonly sharedSecret: string;
  readonly setupUri: string;
  readonly email: string;
  readonly answer: (code: string) => Promise<void>;
  readonly onStartOver: () => void;
}

const inGroupsOfFour = (key: string): string => key.match(/.{1,4}/g)?.join(" ") ?? key;

export function AuthenticatorEnrolment({ position, ...steps }: AuthenticatorEnrolmentProps & { readonly position?: string | undefined }) {
  return (
    <div className="grid gap-6">
      <StepHeading title="Set up your authenticator" position={position}>
        A stolen password alone then opens nothing: every sign-in with it also needs a code from your phone.
      </StepHeading>
      <AuthenticatorSteps {...steps} />
    </div>
  );
}

/** Scan, then show a first code. */
export function AuthenticatorSteps({ sharedSecret, setupUri, email, answer, onStartOver }: AuthenticatorEnrolmentProps) {
  return (
    <ol className="grid gap-5">
      <Instruction number={1} text="Scan this with an authenticator app, such as the one in your password manager.">
        <QrCode text={setupUri} label="QR code for your authenticator app; the key below says the same" />
        <div className="grid justify-items-start gap-1.5">
          <p className="text-13 text-ink-2">No camera? Type this key into the app.</p>
          <code className="font-mono text-13 leading-6 break-words" data-testid="authenticator-key">
            {inGroupsOfFour(sharedSecret)}
          </code>
          <CopyButton text={sharedSecret} label="Copy key" />
        </div>
      </Instruction>
      <Instruction number={2} text="Enter the six digits the app shows now.">
        <AnswerForm
          label="Authentication code"
          kind="code"
          isFromApp
          button="Verify"
          progress="Checking the code…"
          email={email}
          answer={answer}
          onStartOver={onStartOver}
          back={
            <Button look="quiet" onClick={onStartOver}>
              Start again
            </Button>
          }
        />
      </Instruction>
    </ol>
  );
}

function Instruction({ number, text, children }: { readonly number: number; readonly text: string; readonly children: ReactNode }) {
  return (
    <li className="grid grid-cols-[1.5rem_1fr] gap-x-3 gap-y-3">
      <span aria-hidden="true" className="grid size-6 place-items-center rounded-full bg-surface-2 text-13 font-strong">
        {number}
      </span>
      <p>{text}</p>
      <div className="col-start-2 grid gap-4">{children}</div>
    </li>
  );
}
