"use client";

import { useRouter } from "next/navigation";
import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { draftRequest, placeRequest } from "@/lib/client/desk";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";
import type { DeskGrantDto, DeskTraderDto } from "@/lib/contracts/desk";
import type { SecurityLogDto } from "@/lib/contracts/security-log";
import { DESK_ACT_WORDS, DESK_ACTS, type DeskAct } from "@/lib/desk/desk-act";
import { judgeReason, REASON_FAULTS, REASON_LENGTH_MAX } from "@/lib/desk/judge-reason";
import { SignStep } from "./sign-step";

/** Asking for an act: what, about what, and why; then the slip, and a signature. Somebody else decides. */
export function AskAct({ trader }: { readonly trader: DeskTraderDto }) {
  const router = useRouter();
  const [granted, setGranted] = useState<DeskGrantDto | null>(null);
  return (
    <Card title="Ask for an act" id="ask">
      {granted === null ? (
        <AskForm trader={trader} onDrafted={setGranted} />
      ) : (
        <SignStep
          granted={granted}
          closing="You ask for exactly this."
          button="Ask with passkey"
          sign={async (signed) => {
            await placeRequest(signed);
            router.push(`/ops/requests/${signed.request.id}`);
          }}
          onBack={() => {
            setGranted(null);
          }}
        />
      )}
    </Card>
  );
}

interface AskFormProps {
  readonly trader: DeskTraderDto;
  readonly onDrafted: (granted: DeskGrantDto) => void;
}

function AskForm({ trader, onDrafted }: AskFormProps) {
  const isHydrated = useHydrated();
  const [act, setAct] = useState<DeskAct>(trader.dispute === null ? "freeze_account" : "restart_recovery");
  const [event, setEvent] = useState(trader.log.events[0]?.id ?? "");
  const [reason, setReason] = useState("");
  const [isJudged, setIsJudged] = useState(false);
  const fault = judgeReason(reason);
  const subject = DESK_ACT_WORDS[act].subject;
  const subjectId = subject === "account" ? "self" : subject === "event" ? event : (trader.dispute ?? "none");
  const submission = useSubmission<null>(async () => {
    onDrafted(await draftRequest({ act, trader: trader.sub, subjectId, reason }));
  });
  const onSubmit = (submitted: SubmitEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    setIsJudged(true);
    if (fault === null) submission.submit(null);
  };
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-4">
      <SelectField
        label="Act"
        name="act"
        value={act}
        hint={DESK_ACT_WORDS[act].effect}
        onChange={({ target }) => {
          const chosen = DESK_ACTS.find((one) => one === target.value);
          if (chosen !== undefined) setAct(chosen);
        }}
      >
        {DESK_ACTS.filter((one) => DESK_ACT_WORDS[one].subject !== "dispute" || trader.dispute !== null).map((one) => (
          <option key={one} value={one}>
            {DESK_ACT_WORDS[one].title}
          </option>
        ))}
      </SelectField>
      {subject === "event" ? <EventField log={trader.log} value={event} onChange={setEvent} /> : null}
      <Field
        label="Reason"
        name="reason"
        value={reason}
        autoComplete="off"
        maxLength={REASON_LENGTH_MAX}
        hint="The trader is mailed these words. Write no code, password, address or link."
        fault={isJudged && fault !== null ? REASON_FAULTS[fault] : undefined}
        onChange={({ target }) => {
          setReason(target.value);
        }}
      />
      <SubmissionStatus submission={submission} progress="Writing it down…" />
      <div>
        <Button type="submit" ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null}>
          Review request
        </Button>
      </div>
    </form>
  );
}

interface EventFieldProps {
  readonly log: SecurityLogDto;
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** Which event's notice is meant. */
function EventField({ log, value, onChange }: EventFieldProps) {
  return (
    <SelectField
      label="Event"
      name="event"
      value={value}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    >
      {log.events.map(({ id, title, at }) => (
        <option key={id} value={id}>
          {title}, {at.slice(0, 16).replace("T", " ")} UTC
        </option>
      ))}
    </SelectField>
  );
}
