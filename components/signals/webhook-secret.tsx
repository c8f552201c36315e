"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import type { NewWebhookDto } from "@/lib/contracts/signals";

interface WebhookSecretProps {
  readonly webhook: NewWebhookDto;
  readonly onDone: () => void;
}

/** The only time that a secret is seen. */
export function WebhookSecret({ webhook: { secret }, onDone }: WebhookSecretProps) {
  return (
    <Notice look="hold">
      <p className="font-strong">Keep this secret now. It is shown once.</p>
      <p>Your program checks with it that a delivery is from us. If you lose it, remove the webhook and add it again.</p>
      <code className="font-mono text-13 break-all">{secret}</code>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={secret} label="Copy secret" />
        <Button look="quiet" small onClick={onDone}>
          I have kept it
        </Button>
      </div>
    </Notice>
  );
}
