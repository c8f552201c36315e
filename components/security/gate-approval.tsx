"use client";

import { useEffect, useRef } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { ApprovalPanel } from "@/components/step-up/approval-panel";
import type { SensitiveAct } from "@/components/step-up/use-approval";
import { Button } from "@/components/ui/button";

interface GateApprovalProps {
  readonly act: SensitiveAct;
  readonly context: ApprovalContext;
  readonly onLeave: () => void;
}

/** The approval of a change of credentials, where the change was asked for. */
export function GateApproval({ act, context, onLeave }: GateApprovalProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <div ref={box} tabIndex={-1} className="grid w-full max-w-2xl gap-4">
      <p className="max-w-prose">
        This changes how you sign in, so it needs your approval: a stolen session alone shall not be able to do it.
      </p>
      <ApprovalPanel act={act} context={context} />
      <div>
        <Button look="quiet" onClick={onLeave}>
          Not now
        </Button>
      </div>
    </div>
  );
}
