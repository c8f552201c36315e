"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ServerTime } from "@/components/ui/server-time";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { removeWebhook, testWebhook } from "@/lib/client/signals";
import { useSubmission } from "@/lib/client/use-submission";
import type { WebhookDto } from "@/lib/contracts/signals";
import { outcomeText } from "./action-words";

interface WebhookRowProps {
  readonly webhook: WebhookDto;
  readonly nowSeconds: number;
  readonly onChanged: () => Promise<void>;
}

export function WebhookRow({ webhook, nowSeconds, onChanged }: WebhookRowProps) {
  const { id, url, state, waiting, lastAttempt } = webhook;
  const host = new URL(url).hostname;
  const submission = useSubmission<"test" | "remove">(async (act) => {
    if (act === "test") await testWebhook(id);
    else await removeWebhook(id);
    await onChanged();
  });
  const isBusy = submission.isWorking || submission.secondsLeft !== null;
  return (
    <li className="grid gap-2 py-3 first:pt-0">
      <p className="font-mono text-13 break-all">{url}</p>
      {state === "failing" ? (
        <Notice look="danger">It took nothing for a day, so no more is sent. A test that it takes turns it on again.</Notice>
      ) : null}
      <p role="status" className="text-13 text-ink-2">
        {lastAttempt === null ? (
          "Nothing was sent yet."
        ) : (
          <>
            {host} {outcomeText(lastAttempt.outcome)}, <ServerTime at={lastAttempt.at} nowSeconds={nowSeconds} />.
          </>
        )}
        {waiting > 0 ? ` ${waiting} on the way.` : ""}
      </p>
      <SubmissionStatus submission={submission} progress="Working…" />
      <div className="flex flex-wrap gap-2">
        <Button
          look="secondary"
          small
          disabled={isBusy}
          aria-label={`Send a test to ${host}`}
          onClick={() => {
            submission.submit("test");
          }}
        >
          Send a test
        </Button>
        <Button
          look="danger"
          small
          disabled={isBusy}
          aria-label={`Remove ${host}`}
          onClick={() => {
            submission.submit("remove");
          }}
        >
          Remove
        </Button>
      </div>
    </li>
  );
}
