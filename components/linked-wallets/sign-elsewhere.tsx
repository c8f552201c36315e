"use client";

import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";

interface SignElsewhereProps {
  readonly message: string;
  readonly isBusy: boolean;
  readonly onSigned: (signature: string) => void;
  readonly onLeave: () => void;
}

/** The message to carry to a wallet that is not in this browser, and the place for what it answers. */
export function SignElsewhere({ message, isBusy, onSigned, onLeave }: SignElsewhereProps) {
  const [signature, setSignature] = useState("");
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSigned(signature);
  };
  return (
    <form method="post" onSubmit={onSubmit} className="grid max-w-2xl gap-4 rounded-control border border-line-strong p-4">
      <div className="grid gap-2">
        <p className="font-strong">Sign exactly this message with the wallet, within five minutes</p>
        <pre
          tabIndex={0}
          role="group"
          aria-label="Message to sign"
          className="overflow-x-auto rounded-control bg-surface-2 p-3 font-mono text-12 whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {message}
        </pre>
        <CopyButton text={message} label="Copy the message" />
      </div>
      <Field
        label="Signature"
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="font-mono"
        hint="What the wallet answers: 0x and a long row of characters."
        value={signature}
        onChange={(event) => {
          setSignature(event.target.value);
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={isBusy}>
          Link the wallet
        </Button>
        <Button look="quiet" onClick={onLeave}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
