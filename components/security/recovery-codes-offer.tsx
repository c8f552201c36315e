"use client";

import { useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { MakeRecoveryCodes } from "./recovery-codes-card";

/** Offers the first recovery codes right after a sign-in, while they take no approval. */
export function RecoveryCodesOffer({ context }: { readonly context: ApprovalContext }) {
  const [outcome, setOutcome] = useState<"kept" | "put_off" | null>(null);
  const onMade = useCallback(() => {
    setOutcome("kept");
  }, []);
  if (outcome === "put_off") return null;
  if (outcome === "kept") {
    return (
      <p role="status" className="rounded-card border border-line bg-surface p-4">
        Recovery codes made. How many are left is on the security page.
      </p>
    );
  }
  return (
    <section aria-labelledby="codes-offer" className="grid gap-3 rounded-card border border-accent/40 bg-accent-soft p-4 sm:p-5">
      <div className="grid gap-1">
        <h2 id="codes-offer" className="text-16 font-strong">
          Before you lose your phone
        </h2>
        <p className="max-w-prose">
          Ten codes for paper. If your authenticator is gone, your password and one of them let you in at once; without them it takes three
          days.
        </p>
      </div>
      <MakeRecoveryCodes context={context} isFirst onMade={onMade} />
      <Button
        look="quiet"
        small
        className="justify-self-start"
        onClick={() => {
          setOutcome("put_off");
        }}
      >
        Later
      </Button>
    </section>
  );
}
