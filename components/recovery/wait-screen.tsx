"use client";

import { QuietLink } from "@/components/auth/quiet-link";
import { StepHeading } from "@/components/auth/step-heading";
import { Button } from "@/components/ui/button";
import { exactTime } from "@/components/ui/server-time";
import { SupportCode } from "@/components/ui/support-code";
import { TimeLeft } from "@/components/ui/time-left";
import { MailedCode } from "./mailed-code";
import type { RecoveryStepProps } from "./recovery-step";

/** Coming back without a second factor: begin the wait, look how long it still is, or end it. */
export function WaitScreen(props: RecoveryStepProps) {
  const { facts, onStartOver } = props;
  switch (facts.state) {
    case "none":
      return (
        <MailedCode {...props} kind="start" title="Start the wait" button="Start the wait">
          We mail you a code. With it the wait of three days begins: every address and every device of this account is told, and any of them
          can cancel. After it you come in with your password and another code. Withdrawals and changes then wait three more days.
        </MailedCode>
      );
    case "ready":
      return (
        <MailedCode {...props} kind="finish" title="The wait is over" button="Come back in">
          We mail you one more code. With it you come in, and every other session of this account ends. Withdrawals and changes wait three
          more days. This stays possible until {exactTime(facts.lapsesAt ?? "")}.
        </MailedCode>
      );
    case "waiting":
      return (
        <div className="grid gap-5">
          <StepHeading title="The wait runs">
            You can come in from {exactTime(facts.readyAt ?? "")}. Nobody can shorten this, including us, and trying again does not lengthen
            it.
          </StepHeading>
          <p>
            Still to wait: <TimeLeft until={facts.readyAt ?? ""} nowSeconds={Number(facts.now)} />
          </p>
          <CodeLine code={facts.supportCode} />
          <p className="text-ink-2">
            Come back to this page then. Every known address and device was told and can cancel until you are in.
          </p>
          <QuietLink href="/sign-in">Back to sign in</QuietLink>
        </div>
      );
    case "closed":
      return (
        <div className="grid gap-5">
          <StepHeading title="The support desk has closed this way back">
            Somebody cancelled it three times, and the desk has decided for them. It opens again by itself on{" "}
            {exactTime(facts.opensAt ?? "")}. Nobody can shorten this. Whoever has the account’s second factor signs in as always.
          </StepHeading>
          <p>
            Still closed for: <TimeLeft until={facts.opensAt ?? ""} nowSeconds={Number(facts.now)} />
          </p>
          <CodeLine code={facts.supportCode} />
          <QuietLink href="/sign-in">Back to sign in</QuietLink>
        </div>
      );
    case "disputed":
      return (
        <div className="grid gap-5">
          <StepHeading title="The support desk decides now">
            This way back was cancelled three times within thirty days, so it does not start by itself any more. The account itself is
            unharmed: whoever has its second factor signs in as always.
          </StepHeading>
          <p>
            Tell support this code: <span className="font-mono font-strong">{facts.supportCode}</span>
          </p>
          <p className="text-ink-2">
            Two people there decide together, and you are told by email what they decide. They can let this start again with its full wait,
            or keep it closed for thirty days. They cannot make the wait shorter, and they never ask for a password or a code.
          </p>
          <Button look="quiet" onClick={onStartOver}>
            Back
          </Button>
        </div>
      );
  }
}

const CodeLine = ({ code }: { readonly code: string | undefined }) => (code === undefined ? null : <SupportCode code={code} />);
