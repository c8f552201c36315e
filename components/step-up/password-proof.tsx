"use client";

import { useEffect, useRef, useState } from "react";
import { AnswerForm } from "@/components/auth/answer-form";
import { Button } from "@/components/ui/button";
import { loadPasswordProof } from "@/lib/client/load-password-proof";
import type { StepUpDto } from "@/lib/contracts/step-up";
import type { ApprovalContext } from "./approval-context";
import type { Approval } from "./use-approval";

interface PasswordProofProps {
  readonly approval: Approval;
  readonly grant: StepUpDto;
  readonly context: ApprovalContext;
  readonly onBack: () => void;
}

/** Password, then code: a second sign-in that becomes no session and shows only that the trader is here. */
export function PasswordProof({ approval, grant, context, onBack }: PasswordProofProps) {
  const [isPasswordGiven, setIsPasswordGiven] = useState(false);
  const startOver = () => {
    setIsPasswordGiven(false);
  };
  const isOpen = useRef(false);
  // A proof that nobody goes on with must not linger in the browser.
  useEffect(
    () => () => {
      if (isOpen.current) loadPasswordProof().then(({ abandonPasswordProof }) => abandonPasswordProof(), NOTHING_TO_LEAVE);
    },
    [],
  );
  const givePassword = async (password: string) => {
    const { startPasswordProof } = await loadPasswordProof();
    const { signInStep } = await startPasswordProof(context.pool, grant.grantId, context.email, password);
    if (signInStep === "DONE") return approval.approve(() => Promise.resolve());
    isOpen.current = true;
    setIsPasswordGiven(true);
    return undefined;
  };
  const giveCode = (code: string) =>
    approval.approve(async () => {
      const { answerPasswordProof } = await loadPasswordProof();
      await answerPasswordProof(code);
      isOpen.current = false;
    });
  const back = (
    <Button look="quiet" onClick={onBack}>
      Back
    </Button>
  );
  const common = { email: context.email, onStartOver: startOver, back };
  return (
    <div className="max-w-96 rounded-card border border-line bg-surface p-4 sm:p-5">
      {isPasswordGiven ? (
        <AnswerForm
          key="code"
          label="Authentication code"
          kind="code"
          isFromApp
          button="Verify"
          progress="Checking the code…"
          hint="The six digits your authenticator shows for Holdfast now."
          answer={giveCode}
          {...common}
        />
      ) : (
        <AnswerForm
          key="password"
          label="Password"
          kind="current-password"
          button="Continue"
          progress="Checking the password…"
          hint={`The password of ${context.email}. It never leaves this browser.`}
          answer={givePassword}
          {...common}
        />
      )}
    </div>
  );
}

const NOTHING_TO_LEAVE = () => undefined;
