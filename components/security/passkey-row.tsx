"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import type { PasskeyDto } from "@/lib/contracts/passkeys";
import { RemovePasskey } from "./remove-passkey";
import { RenamePasskey } from "./rename-passkey";

interface PasskeyRowProps {
  readonly passkey: PasskeyDto;
  readonly context: ApprovalContext;
  readonly onRenamed: () => void;
  readonly onRemoved: () => void;
}

export function PasskeyRow({ passkey, context, onRenamed, onRemoved }: PasskeyRowProps) {
  const [asks, setAsks] = useState<"rename" | "remove" | null>(null);
  const close = () => {
    setAsks(null);
  };
  return (
    <li className="grid gap-3 py-3 first:pt-0">
      <div className="flex flex-wrap items-center gap-3">
        <KeyRound aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-ink-2" />
        <div className="min-w-0 flex-1 basis-48">
          <p className="truncate font-strong" title={passkey.name}>
            {passkey.name}
          </p>
          <PasskeyFacts passkey={passkey} />
        </div>
        {asks === null ? (
          <div className="flex gap-1">
            {passkey.addedHere ? (
              <RowButton
                name={passkey.name}
                word="Rename"
                onClick={() => {
                  setAsks("rename");
                }}
              />
            ) : null}
            <RowButton
              name={passkey.name}
              word="Remove"
              onClick={() => {
                setAsks("remove");
              }}
            />
          </div>
        ) : null}
      </div>
      {asks === "rename" ? (
        <RenamePasskey
          passkey={passkey}
          onRenamed={() => {
            close();
            onRenamed();
          }}
          onKeep={close}
        />
      ) : null}
      {asks === "remove" ? <RemovePasskey passkey={passkey} context={context} onRemoved={onRemoved} onKeep={close} /> : null}
    </li>
  );
}

function RowButton({ name, word, onClick }: { readonly name: string; readonly word: string; readonly onClick: () => void }) {
  return (
    <Button look="quiet" small aria-label={`${word} ${name}`} onClick={onClick}>
      {word}
    </Button>
  );
}

function PasskeyFacts({ passkey: { addedHere, createdAt, lastUsed } }: { readonly passkey: PasskeyDto }) {
  if (!addedHere) {
    return <p className="text-13 text-hold">Not added here: it cannot approve anything. If you do not know it, remove it.</p>;
  }
  return (
    <p className="text-13 text-ink-2">
      {createdAt === null ? null : (
        <>
          Added <LocalTime at={createdAt} /> ·{" "}
        </>
      )}
      {lastUsed === null ? (
        "not used yet"
      ) : (
        <>
          last used <LocalTime at={lastUsed.at} /> {lastUsed.usedFor === "approval" ? "to approve" : "to sign in"}, {lastUsed.device}
          {lastUsed.network === "unknown" ? null : `, ${lastUsed.network}`}
        </>
      )}
    </p>
  );
}
