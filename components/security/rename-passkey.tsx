"use client";

import { useEffect, useRef, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { renamePasskey } from "@/lib/client/passkey-list";
import { useSubmission } from "@/lib/client/use-submission";
import type { PasskeyDto } from "@/lib/contracts/passkeys";

interface RenamePasskeyProps {
  readonly passkey: PasskeyDto;
  readonly onRenamed: () => void;
  readonly onKeep: () => void;
}

export function RenamePasskey({ passkey: { id, name }, onRenamed, onKeep }: RenamePasskeyProps) {
  const field = useRef<HTMLInputElement>(null);
  const submission = useSubmission<string>(async (newName) => {
    await renamePasskey(id, newName);
    onRenamed();
  });
  useEffect(() => {
    field.current?.select();
  }, []);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const newName = field.current?.value.trim() ?? "";
    if (newName !== "") submission.submit(newName);
  };
  return (
    <form method="post" onSubmit={onSubmit} className="grid max-w-96 gap-3 rounded-control bg-surface-2 p-3">
      <Field label="Name" name="passkey-name" required maxLength={40} autoComplete="off" defaultValue={name} inputRef={field} />
      <SubmissionStatus submission={submission} progress="Saving the name…" />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" small disabled={submission.isWorking || submission.secondsLeft !== null}>
          Save name
        </Button>
        <Button look="quiet" small onClick={onKeep}>
          Keep the old one
        </Button>
      </div>
    </form>
  );
}
