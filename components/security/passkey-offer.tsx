"use client";

import { useCallback, useState, useSyncExternalStore } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { isPasskeyOfferDue, snoozePasskeyOffer } from "@/lib/client/passkey-offer-due";
import { AddPasskey } from "./add-passkey";

interface PasskeyOfferProps {
  readonly context: ApprovalContext;
  readonly signedInWithPasskey: boolean;
  readonly occasion?: keyof typeof WORDS;
}

const WORDS = {
  sign_in: {
    title: "Sign in with one press next time",
    text: "A passkey lives in this device and answers to your fingerprint, face or PIN. It replaces password and code, and a false copy of this page cannot use it.",
    added: "Passkey added. Next time, sign in with one press.",
  },
  withdrawal: {
    title: "Approve withdrawals with a passkey",
    text: "A passkey signs the exact terms of a withdrawal, so nobody can change them on the way, and it approves more than password and code do.",
    added: "Passkey added. It can approve this withdrawal.",
  },
} as const;

const never = () => () => undefined;

/** Offers a passkey after a sign-in without one and before a first withdrawal; "Not now" is respected for two weeks, whichever it was. */
export function PasskeyOffer({ context, signedInWithPasskey, occasion = "sign_in" }: PasskeyOfferProps) {
  const { email } = context;
  const words = WORDS[occasion];
  const isDue = useSyncExternalStore(
    never,
    () => isPasskeyOfferDue(email),
    () => false,
  );
  const [outcome, setOutcome] = useState<"added" | "put_off" | null>(null);
  const onAdded = useCallback(() => {
    setOutcome("added");
  }, []);
  if (outcome === "added") {
    return (
      <p role="status" className="rounded-card border border-line bg-surface p-4">
        {words.added}
      </p>
    );
  }
  if (signedInWithPasskey || !isDue || outcome === "put_off") return null;
  return (
    <section aria-labelledby="passkey-offer" className="grid gap-3 rounded-card border border-accent/40 bg-accent-soft p-4 sm:p-5">
      <div className="grid gap-1">
        <h2 id="passkey-offer" className="text-16 font-strong">
          {words.title}
        </h2>
        <p className="max-w-prose">{words.text}</p>
      </div>
      <div className="flex flex-wrap items-end gap-2">
        <AddPasskey context={context} onAdded={onAdded} />
        <Button
          look="quiet"
          onClick={() => {
            snoozePasskeyOffer(email);
            setOutcome("put_off");
          }}
        >
          Not now
        </Button>
      </div>
    </section>
  );
}
