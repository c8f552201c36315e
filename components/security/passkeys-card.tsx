"use client";

import { useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { News } from "@/components/ui/news";
import { Skeleton } from "@/components/ui/skeleton";
import type { Passkey } from "@/lib/client/passkeys";
import { rememberTrader } from "@/lib/client/remembered-trader";
import type { Loaded } from "@/lib/client/use-loaded";
import { AddPasskey } from "./add-passkey";
import { PasskeyRow } from "./passkey-row";

interface PasskeysCardProps {
  readonly context: ApprovalContext;
  readonly passkeys: Loaded<Passkey[]>;
}

export function PasskeysCard({ context, passkeys }: PasskeysCardProps) {
  const { value, failure, reload } = passkeys;
  const { email } = context;
  const count = value?.length ?? 0;
  const isEmpty = value?.length === 0;
  const [news, setNews] = useState("");
  const onRemoved = useCallback(() => {
    if (count === 1) rememberTrader(email, { hasPasskey: false });
    setNews("Passkey removed.");
    reload();
  }, [count, email, reload]);
  const onAdded = useCallback(() => {
    setNews("Passkey added. It signs you in with one press and approves withdrawals.");
    reload();
  }, [reload]);
  return (
    <Card title="Passkeys" id="passkeys">
      {failure !== null ? <LoadFailure failure={failure} onRetry={reload} /> : null}
      {value === null && failure === null ? <Skeleton className="h-12 w-full" /> : null}
      {isEmpty ? (
        <p className="max-w-prose text-ink-2">
          None yet. A passkey signs you in with one press, approves withdrawals by signing their exact terms, and cannot be used by a false
          copy of this page.
        </p>
      ) : null}
      {value !== null && !isEmpty ? (
        <ul className="divide-y divide-line">
          {value.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} context={context} onRemoved={onRemoved} />
          ))}
        </ul>
      ) : null}
      <News text={news} />
      <AddPasskey context={context} look={isEmpty ? "primary" : "secondary"} onAdded={onAdded} />
    </Card>
  );
}
