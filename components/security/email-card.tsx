"use client";

import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { AnswerForm } from "@/components/auth/answer-form";
import { ResendCode } from "@/components/auth/resend-code";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { News } from "@/components/ui/news";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadAccount } from "@/lib/client/load-account";
import { rememberTrader } from "@/lib/client/remembered-trader";
import { GateApproval } from "./gate-approval";
import { useGatedAct } from "./use-gated-act";

type Stage = "closed" | "address" | "code";

/** The address of the account. The old one stays until the new one is proven; both are told. */
export function EmailCard({ context }: { readonly context: ApprovalContext }) {
  const [stage, setStage] = useState<Stage>("closed");
  const [address, setAddress] = useState("");
  const [news, setNews] = useState("");
  const router = useRouter();
  const close = () => {
    setStage("closed");
  };
  const onProven = () => {
    rememberTrader(address);
    setNews(`Done. You sign in as ${address} from now on. Withdrawals wait for a day.`);
    setStage("closed");
    router.refresh();
  };
  return (
    <Card title="Email" id="email">
      <p className="max-w-prose break-words text-ink-2">
        You sign in as <strong className="text-ink">{context.email}</strong>, and every notice goes there.
      </p>
      <News text={news} />
      {stage === "closed" ? (
        <div>
          <Button
            look="secondary"
            onClick={() => {
              setNews("");
              setStage("address");
            }}
          >
            Change email
          </Button>
        </div>
      ) : null}
      {stage === "address" ? (
        <NewAddress
          context={context}
          onLeave={close}
          onSent={(sentTo) => {
            setAddress(sentTo);
            setStage("code");
          }}
        />
      ) : null}
      {stage === "code" ? <ProveAddress context={context} address={address} onProven={onProven} onLeave={close} /> : null}
    </Card>
  );
}

interface NewAddressProps {
  readonly context: ApprovalContext;
  readonly onSent: (address: string) => void;
  readonly onLeave: () => void;
}

function NewAddress({ context, onSent, onLeave }: NewAddressProps) {
  const { pool } = context;
  const field = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState("");
  // An approval is one of an exact address, so it is written in the one form that the server writes it in.
  const typed = () => (field.current?.value ?? "").normalize("NFC").trim().toLowerCase();
  const run = useCallback(async () => {
    const address = typed();
    setWanted(address);
    const { startEmailChange } = await loadAccount();
    await startEmailChange(pool, address);
    onSent(address);
  }, [pool, onSent]);
  const { submission, asksApproval, perform, leave } = useGatedAct(run);
  return (
    <div className="grid gap-4">
      <form
        method="post"
        className={asksApproval ? "hidden" : "grid max-w-md gap-4"}
        onSubmit={(event) => {
          event.preventDefault();
          submission.submit(null);
        }}
      >
        <Field
          label="New email"
          name="email"
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={254}
          hint="A code goes there. Your present address stays until you enter it, and is told of the change."
          inputRef={field}
        />
        <SubmissionStatus submission={submission} progress="Sending the code…" />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" disabled={submission.isWorking || submission.secondsLeft !== null}>
            Send the code
          </Button>
          <Button look="quiet" onClick={onLeave}>
            Not now
          </Button>
        </div>
      </form>
      {asksApproval ? (
        <GateApproval act={{ purpose: "email_change", subjectId: wanted, perform }} context={context} onLeave={leave} />
      ) : null}
    </div>
  );
}

interface ProveAddressProps {
  readonly context: ApprovalContext;
  readonly address: string;
  readonly onProven: () => void;
  readonly onLeave: () => void;
}

function ProveAddress({ context, address, onProven, onLeave }: ProveAddressProps) {
  const { pool } = context;
  const answer = async (code: string) => {
    await (await loadAccount()).finishEmailChange(pool, code);
    onProven();
  };
  return (
    <div className="grid max-w-md gap-4">
      <p>
        A code is on its way to <strong className="break-all">{address}</strong>. It works for 24 hours.
      </p>
      <AnswerForm
        label="Code from the email"
        kind="code"
        button="Confirm the new email"
        progress="Checking the code…"
        email={address}
        answer={answer}
        onStartOver={onLeave}
      />
      <div className="flex flex-wrap items-center gap-1">
        <ResendCode send={async () => (await loadAccount()).resendEmailChangeCode(pool)} />
        <Button look="quiet" onClick={onLeave}>
          Keep my present email
        </Button>
      </div>
    </div>
  );
}
