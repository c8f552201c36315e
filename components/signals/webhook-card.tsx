"use client";

import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { addWebhook, watchWebhooks } from "@/lib/client/signals";
import { useHydrated } from "@/lib/client/use-hydrated";
import { usePolled } from "@/lib/client/use-polled";
import { useSubmission } from "@/lib/client/use-submission";
import type { NewWebhookDto, WebhooksDto } from "@/lib/contracts/signals";
import { judgeWebhookUrl } from "@/lib/signals/judge-webhook-url";
import { WebhookRow } from "./webhook-row";
import { WebhookSecret } from "./webhook-secret";

interface WebhookCardProps {
  readonly initial: WebhooksDto;
  readonly nowSeconds: number;
}

const POLL_MS = 3_000;

/** Where signals are sent besides this page and the mailbox. */
export function WebhookCard({ initial, nowSeconds }: WebhookCardProps) {
  const { value, refresh } = usePolled(initial, watchWebhooks, POLL_MS);
  const [added, setAdded] = useState<NewWebhookDto | null>(null);
  return (
    <Card title="Webhooks" id="webhooks">
      <p className="max-w-prose text-13 text-ink-2">
        A program of yours can be told too. Every delivery is signed (Standard Webhooks) and says what happened; it can move nothing.
      </p>
      {value.webhooks.length === 0 ? null : (
        <ul className="divide-y divide-line">
          {value.webhooks.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} nowSeconds={nowSeconds} onChanged={refresh} />
          ))}
        </ul>
      )}
      {added === null ? null : (
        <WebhookSecret
          webhook={added}
          onDone={() => {
            setAdded(null);
          }}
        />
      )}
      <AddWebhook
        onAdded={async (webhook) => {
          setAdded(webhook);
          await refresh();
        }}
      />
    </Card>
  );
}

function AddWebhook({ onAdded }: { readonly onAdded: (webhook: NewWebhookDto) => Promise<void> }) {
  const isHydrated = useHydrated();
  const [url, setUrl] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const submission = useSubmission<string>(async (wanted) => {
    const added = await addWebhook(wanted);
    setUrl("");
    await onAdded(added);
  });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const judged = judgeWebhookUrl(url.trim());
    setFault(judged.ok ? undefined : judged.refusal);
    if (judged.ok) submission.submit(judged.value);
  };
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="grid gap-3">
      <Field
        label="Address of the webhook"
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        placeholder="https://hooks.example.com/signals"
        fault={fault}
        value={url}
        onChange={(event) => {
          setUrl(event.target.value);
          setFault(undefined);
        }}
      />
      <SubmissionStatus submission={submission} progress="Storing the address…" />
      <div>
        <Button
          type="submit"
          look="secondary"
          ready={isHydrated}
          disabled={submission.isWorking || submission.secondsLeft !== null || url.trim() === ""}
        >
          Add webhook
        </Button>
      </div>
    </form>
  );
}
