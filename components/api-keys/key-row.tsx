"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ServerTime } from "@/components/ui/server-time";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { exactTime } from "@/components/ui/server-time";
import { revokeApiKey } from "@/lib/client/api-keys";
import { useSubmission } from "@/lib/client/use-submission";
import { API_SCOPE_WORDS } from "@/lib/contracts/api-key-scopes";
import type { ApiKeyDto } from "@/lib/contracts/api-keys";

interface KeyRowProps {
  readonly apiKey: ApiKeyDto;
  readonly nowSeconds: number;
  readonly isApproving: boolean;
  readonly onApprove: () => void;
  readonly onRevoked: () => Promise<void>;
}

export function KeyRow({ apiKey, nowSeconds, isApproving, onApprove, onRevoked }: KeyRowProps) {
  const [asks, setAsks] = useState(false);
  const { name, scopes, state, createdAt, expiresAt, lastUsedAt } = apiKey;
  return (
    <li className="grid gap-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="grid min-w-0 flex-1 basis-72 gap-0.5">
          <p className="font-strong break-words">{name}</p>
          <p className="text-13 text-ink-2">{scopes.map((scope) => API_SCOPE_WORDS[scope]).join(" · ")}</p>
          <p className="text-13 text-ink-2">
            {state === "awaiting_approval" ? <span className="text-hold">Not approved yet · </span> : null}
            {state === "expired" ? <span className="text-hold">Ended · </span> : null}
            Made <ServerTime at={createdAt} nowSeconds={nowSeconds} /> · last used{" "}
            {lastUsedAt === null ? "never" : <ServerTime at={lastUsedAt} nowSeconds={nowSeconds} />} · ends{" "}
            <time dateTime={expiresAt}>{exactTime(expiresAt)}</time>
          </p>
        </div>
        {asks || isApproving ? null : (
          <div className="flex gap-2">
            {state === "awaiting_approval" ? (
              <Button look="secondary" small onClick={onApprove} aria-label={`Approve ${name}`}>
                Approve
              </Button>
            ) : null}
            <Button
              look="quiet"
              small
              aria-label={`Revoke ${name}`}
              onClick={() => {
                setAsks(true);
              }}
            >
              Revoke
            </Button>
          </div>
        )}
      </div>
      {asks ? (
        <RevokeKey
          apiKey={apiKey}
          onRevoked={onRevoked}
          onKeep={() => {
            setAsks(false);
          }}
        />
      ) : null}
    </li>
  );
}

interface RevokeKeyProps {
  readonly apiKey: ApiKeyDto;
  readonly onRevoked: () => Promise<void>;
  readonly onKeep: () => void;
}

/** Says what follows before it does it. Taking a key away only ever protects, so it needs no approval. */
function RevokeKey({ apiKey, onRevoked, onKeep }: RevokeKeyProps) {
  const submission = useSubmission<string>(async (id) => {
    await revokeApiKey(id);
    await onRevoked();
  });
  return (
    <div className="grid gap-3 rounded-control bg-surface-2 p-3">
      <p>Programs with this key are refused from their next call on. It cannot be brought back; you can make another.</p>
      <SubmissionStatus submission={submission} progress="Revoking the key…" />
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          small
          disabled={submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(apiKey.id);
          }}
        >
          Revoke this key
        </Button>
        <Button look="quiet" small onClick={onKeep}>
          Keep it
        </Button>
      </div>
    </div>
  );
}
