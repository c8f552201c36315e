"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { SuspicionAnswer, SuspicionFacts } from "@/lib/contracts/suspicion";
import { SUSPICION_WORDS } from "@/lib/contracts/suspicion-words";
import { suspicionFactsOf } from "@/lib/client/read-unusual-step";
import type { NextStep } from "@/lib/client/sign-in-flow";
import { AnswerForm } from "./answer-form";
import { QuietLink } from "./quiet-link";
import { ResendCode } from "./resend-code";
import { StepHeading } from "./step-heading";

interface UnusualSignInProps {
  readonly step: NextStep;
  readonly email: string;
  readonly answer: (answer: SuspicionAnswer) => Promise<void>;
  readonly onStartOver: () => void;
}

/** Why this sign-in is asked for one thing more, and where the answer is: in the mailbox, or on the paper with recovery codes. */
export function UnusualSignIn({ step, email, answer, onStartOver }: UnusualSignInProps) {
  const [way, setWay] = useState<"mailed" | "paper">("mailed");
  const facts = suspicionFactsOf(step);
  if (facts === null) return <Button onClick={onStartOver}>Start again</Button>;
  const other = way === "mailed" ? "paper" : "mailed";
  return (
    <div className="grid gap-5">
      <StepHeading title="One step more">Your password was right. Your authenticator is asked after this, as always.</StepHeading>
      <Notice look="hold">
        {facts.reasons.map((reason) => (
          <p key={reason}>{SUSPICION_WORDS[reason]}</p>
        ))}
        <p>If somebody else has your password, this is what stops them.</p>
      </Notice>
      {way === "mailed" ? <p role="status">{mailWords(facts)}</p> : null}
      <AnswerForm
        key={way}
        label={way === "mailed" ? "Code from the email" : "Recovery code"}
        kind={way === "mailed" ? "code" : "recovery-code"}
        button="Continue"
        progress="Checking the code…"
        hint={way === "mailed" ? "Three wrong codes end this sign-in." : "It works once. Capitals, dashes and spaces do not matter."}
        email={email}
        answer={(text) => answer({ kind: way, text })}
        onStartOver={onStartOver}
      />
      <div className="flex flex-wrap items-center gap-1">
        {way === "mailed" ? <ResendCode send={() => answer({ kind: "mail" })} /> : null}
        {facts.hasCodes === "yes" ? (
          <Button
            look="quiet"
            onClick={() => {
              setWay(other);
            }}
          >
            {way === "mailed" ? "Use a recovery code" : "Use the mailed code"}
          </Button>
        ) : null}
        <Button look="quiet" onClick={onStartOver}>
          Back
        </Button>
      </div>
      <p className="text-13 text-ink-2">
        A passkey is not asked for this, nor is a browser that you have used before.{" "}
        <QuietLink href="/recover">I have none of these</QuietLink>
      </p>
    </div>
  );
}

const mailWords = ({ mailed, sentTo }: SuspicionFacts): string =>
  mailed === "yes"
    ? `We sent a code to ${sentTo}. It works for 15 minutes, and so does one that comes late.`
    : `Too many codes were sent to ${sentTo} lately. Another one can be sent within the hour.`;
