"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { removeSignalRule } from "@/lib/client/signals";
import { useSubmission } from "@/lib/client/use-submission";

/** Says what follows before it does it. */
export function RemoveRule({ id }: { readonly id: string }) {
  const router = useRouter();
  const submission = useSubmission<string>(async (gone) => {
    await removeSignalRule(gone);
    router.push("/signals");
    router.refresh();
  });
  return (
    <Card title="Remove this rule">
      <p className="max-w-prose">
        It raises nothing from then on. What it has raised stays in your list. To keep it for later, turn it off instead.
      </p>
      <SubmissionStatus submission={submission} progress="Removing the rule…" />
      <div>
        <Button
          look="danger"
          disabled={submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(id);
          }}
        >
          Remove rule
        </Button>
      </div>
    </Card>
  );
}
