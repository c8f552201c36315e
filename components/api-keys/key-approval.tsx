"use client";

import { useCallback, useEffect, useMemo, useRef } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { ApprovalPanel } from "@/components/step-up/approval-panel";
import { Button } from "@/components/ui/button";
import { confirmApiKey } from "@/lib/client/api-keys";
import type { ApiKeyDto, MadeApiKeyDto } from "@/lib/contracts/api-keys";

interface KeyApprovalProps {
  readonly draft: ApiKeyDto;
  readonly context: ApprovalContext;
  readonly onMade: (made: MadeApiKeyDto) => Promise<void>;
  readonly onLeave: () => void;
  readonly onExpired: () => Promise<void>;
}

export function KeyApproval({ draft, context, onMade, onLeave, onExpired }: KeyApprovalProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const { id, terms, termsHash } = draft;
  const perform = useCallback(async (grantId: string) => onMade(await confirmApiKey(id, grantId)), [id, onMade]);
  const stored = useMemo(() => ({ terms: { ...terms }, termsHash }), [terms, termsHash]);
  const expire = useCallback(() => void onExpired(), [onExpired]);
  return (
    <section aria-labelledby="approve-key" className="grid max-w-2xl gap-4">
      <div className="grid gap-1">
        <h2 id="approve-key" ref={heading} tabIndex={-1} className="text-16 font-strong">
          Approve this key
        </h2>
        <p className="text-ink-2">The key is made with your approval and shown once.</p>
      </div>
      <ApprovalPanel
        act={{ purpose: "api_key", subjectId: id, perform }}
        context={context}
        stored={stored}
        noteOf={() => ({ label: null, warning: null })}
        onExpired={expire}
      />
      <div>
        <Button look="quiet" onClick={onLeave}>
          Not now
        </Button>
      </div>
    </section>
  );
}
