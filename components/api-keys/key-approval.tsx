"use client";

import { useCallback } from "react";
import { ActApproval } from "@/components/step-up/act-approval";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { confirmApiKey } from "@/lib/client/api-keys";
import type { ApiKeyDto, MadeApiKeyDto } from "@/lib/contracts/api-keys";

interface KeyApprovalProps {
  readonly draft: ApiKeyDto;
  readonly context: ApprovalContext;
  readonly onMade: (made: MadeApiKeyDto) => Promise<void>;
  readonly onLeave: () => void;
  readonly onExpired: () => Promise<void>;
}

export function KeyApproval({ draft, onMade, ...rest }: KeyApprovalProps) {
  const confirm = useCallback(async (id: string, grantId: string) => onMade(await confirmApiKey(id, grantId)), [onMade]);
  return (
    <ActApproval {...rest} title="Approve this key" purpose="api_key" stored={draft} confirm={confirm}>
      The key is made with your approval and shown once.
    </ActApproval>
  );
}
