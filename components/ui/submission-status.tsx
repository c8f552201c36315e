import type { Submission } from "@/lib/client/use-submission";
import { FailureNotice } from "./failure-notice";

interface SubmissionStatusProps {
  readonly submission: Pick<Submission<never>, "isLate" | "failure" | "secondsLeft" | "secondsTotal" | "waitIsOver">;
  readonly progress: string;
  readonly onStartOver?: (() => void) | undefined;
}

/** The one error place of a form, and the quiet line for what takes longer than a second. */
export function SubmissionStatus({ submission, progress, onStartOver }: SubmissionStatusProps) {
  const { failure, isLate, secondsLeft, secondsTotal, waitIsOver } = submission;
  const line = isLate ? progress : waitIsOver ? "You can try again now." : "";
  return (
    <>
      {failure === null ? null : (
        <FailureNotice failure={failure} secondsLeft={secondsLeft} secondsTotal={secondsTotal} onStartOver={onStartOver} />
      )}
      <p role="status" className="text-13 text-ink-2 empty:hidden">
        {line}
      </p>
    </>
  );
}
