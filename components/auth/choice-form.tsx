"use client";

import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useSubmission } from "@/lib/client/use-submission";

interface Choice {
  readonly answer: string;
  readonly label: string;
}

interface ChoiceFormProps {
  readonly choices: readonly Choice[];
  readonly answer: (value: string) => Promise<void>;
  readonly onStartOver: () => void;
}

/** Several ways on, one press each; the first is the one we would take. */
export function ChoiceForm({ choices, answer, onStartOver }: ChoiceFormProps) {
  const submission = useSubmission<string>(answer);
  return (
    <div className="grid gap-3">
      <SubmissionStatus submission={submission} progress="Asking for the next step…" onStartOver={onStartOver} />
      {choices.map(({ answer: value, label }, index) => (
        <Button
          key={value}
          wide
          look={index === 0 ? "primary" : "secondary"}
          disabled={submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(value);
          }}
        >
          {label}
        </Button>
      ))}
      {choices.length === 0 ? <p>None of the ways this account offers works here. Start again, or ask support.</p> : null}
      <Button look="quiet" onClick={onStartOver}>
        Start again
      </Button>
    </div>
  );
}
