"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { LocalTime } from "@/components/ui/local-time";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadPasskeys } from "@/lib/client/load-passkeys";
import type { Passkey } from "@/lib/client/passkeys";
import type { PoolAddress } from "@/lib/client/pool-address";
import { rememberTrader } from "@/lib/client/remembered-trader";
import { useSubmission } from "@/lib/client/use-submission";
import type { Loaded } from "@/lib/client/use-loaded";
import { AddPasskey } from "./add-passkey";

interface PasskeysCardProps {
  readonly pool: PoolAddress;
  readonly email: string;
  readonly passkeys: Loaded<Passkey[]>;
}

export function PasskeysCard({ pool, email, passkeys }: PasskeysCardProps) {
  const { value, failure, reload } = passkeys;
  const isEmpty = value?.length === 0;
  const onRemoved = () => {
    if (value?.length === 1) rememberTrader(email, { hasPasskey: false });
    reload();
  };
  return (
    <Card title="Passkeys" id="passkeys">
      {failure !== null ? <LoadFailure failure={failure} onRetry={reload} /> : null}
      {value === null && failure === null ? <Skeleton className="h-12 w-full" /> : null}
      {isEmpty ? (
        <p className="max-w-prose text-ink-2">
          None yet. A passkey signs you in with one press, answers only to you on your device, and cannot be used by a false copy of this
          page.
        </p>
      ) : null}
      {value !== null && !isEmpty ? (
        <ul className="divide-y divide-line">
          {value.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} pool={pool} onRemoved={onRemoved} />
          ))}
        </ul>
      ) : null}
      <AddPasskey pool={pool} email={email} look={isEmpty ? "primary" : "secondary"} onAdded={reload} />
    </Card>
  );
}

function PasskeyRow({
  passkey,
  pool,
  onRemoved,
}: {
  readonly passkey: Passkey;
  readonly pool: PoolAddress;
  readonly onRemoved: () => void;
}) {
  const [asks, setAsks] = useState(false);
  const submission = useSubmission<null>(async () => {
    const { removePasskey } = await loadPasskeys();
    await removePasskey(pool, passkey.id);
    onRemoved();
  });
  return (
    <li className="grid gap-3 py-3 first:pt-0">
      <div className="flex flex-wrap items-center gap-3">
        <KeyRound aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-ink-2" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-strong">{passkey.name}</p>
          {passkey.createdAt === null ? null : (
            <p className="text-13 text-ink-2">
              Added <LocalTime at={passkey.createdAt.toISOString()} />
            </p>
          )}
        </div>
        {asks ? null : (
          <Button
            look="quiet"
            small
            onClick={() => {
              setAsks(true);
            }}
          >
            Remove
          </Button>
        )}
      </div>
      {asks ? (
        <div className="grid gap-3 rounded-control bg-surface-2 p-3">
          <p>This passkey stops signing in at once. Your other ways in stay as they are.</p>
          <SubmissionStatus submission={submission} progress="Removing the passkey…" />
          <div className="flex flex-wrap gap-2">
            <Button
              look="danger"
              small
              disabled={submission.isWorking}
              onClick={() => {
                submission.submit(null);
              }}
            >
              Remove passkey
            </Button>
            <Button
              look="quiet"
              small
              onClick={() => {
                setAsks(false);
              }}
            >
              Keep it
            </Button>
          </div>
        </div>
      ) : null}
    </li>
  );
}
