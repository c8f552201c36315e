"use client";

import { useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { removeAuthenticator } from "@/lib/client/passkey-list";
import { GateApproval } from "./gate-approval";

interface RemoveAuthenticatorProps {
  readonly context: ApprovalContext;
  readonly onRemoved: () => void;
}

/** Offered only where a passkey stays behind; says what follows before it asks for the approval. */
export function RemoveAuthenticator({ context, onRemoved }: RemoveAuthenticatorProps) {
  const [stage, setStage] = useState<"idle" | "asks" | "approves">("idle");
  const keep = () => {
    setStage("idle");
  };
  const perform = useCallback(
    async (grantId: string) => {
      await removeAuthenticator(grantId);
      setStage("idle");
      onRemoved();
    },
    [onRemoved],
  );
  if (stage === "approves") {
    return <GateApproval act={{ purpose: "totp_change", subjectId: "removal", perform }} context={context} onLeave={keep} />;
  }
  if (stage === "idle") {
    return (
      <Button
        look="danger"
        onClick={() => {
          setStage("asks");
        }}
      >
        Remove authenticator
      </Button>
    );
  }
  return (
    <div className="grid w-full gap-3 rounded-control bg-surface-2 p-3">
      <p className="max-w-prose">
        Its codes stop working at once. You then sign in with a passkey only, and your last passkey can’t be removed until another
        authenticator is set up.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          small
          onClick={() => {
            setStage("approves");
          }}
        >
          Remove authenticator
        </Button>
        <Button look="quiet" small onClick={keep}>
          Keep it
        </Button>
      </div>
    </div>
  );
}
