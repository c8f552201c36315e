"use client";

import { useCallback, useEffect, useMemo, useRef } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { ApprovalPanel } from "@/components/step-up/approval-panel";
import { lookAlikeWarning } from "@/components/step-up/destination-note";
import { Button } from "@/components/ui/button";
import { confirmAddress } from "@/lib/client/addresses";
import type { AddressDto } from "@/lib/contracts/addresses";

interface AddressApprovalProps {
  readonly address: AddressDto;
  readonly context: ApprovalContext;
  readonly onApproved: (address: AddressDto) => Promise<void>;
  readonly onLeave: () => void;
  readonly onExpired: () => Promise<void>;
}

export function AddressApproval({ address, context, onApproved, onLeave, onExpired }: AddressApprovalProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const { id, terms, termsHash, looksLike } = address;
  const perform = useCallback(async (grantId: string) => onApproved(await confirmAddress(id, grantId)), [id, onApproved]);
  const stored = useMemo(() => ({ terms: { ...terms }, termsHash }), [terms, termsHash]);
  const expire = useCallback(() => void onExpired(), [onExpired]);
  return (
    <section aria-labelledby="approve-address" className="grid max-w-2xl gap-4">
      <div className="grid gap-1">
        <h2 id="approve-address" ref={heading} tabIndex={-1} className="text-16 font-strong">
          Approve this address
        </h2>
        <p className="text-ink-2">
          Compare every group with where you copied it from. After your approval it waits a day before it is usable.
        </p>
      </div>
      <ApprovalPanel
        act={{ purpose: "address", subjectId: id, perform }}
        context={context}
        stored={stored}
        noteOf={() => ({ label: null, warning: looksLike === null ? null : lookAlikeWarning(looksLike) })}
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
