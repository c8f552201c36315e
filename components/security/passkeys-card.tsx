"use client";

import { useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { News } from "@/components/ui/news";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { rememberTrader } from "@/lib/client/remembered-trader";
import type { Loaded } from "@/lib/client/use-loaded";
import type { PasskeysDto } from "@/lib/contracts/passkeys";
import { AddPasskey } from "./add-passkey";
import { PasskeyRow } from "./passkey-row";

interface PasskeysCardProps {
  readonly context: ApprovalContext;
  readonly loaded: Loaded<PasskeysDto>;
}

export function PasskeysCard({ context, loaded }: PasskeysCardProps) {
  const { value, failure, reload } = loaded;
  const { email } = context;
  const passkeys = value?.passkeys ?? [];
  const own = passkeys.filter(({ addedHere }) => addedHere);
  const [news, setNews] = useState("");
  const tell = useCallback(
    (text: string) => {
      setNews(text);
      reload();
    },
    [reload],
  );
  const onAdded = useCallback(() => {
    tell("Passkey added. It signs you in with one press and approves withdrawals.");
  }, [tell]);
  return (
    <Card title="Passkeys" id="passkeys">
      {failure !== null ? <LoadFailure failure={failure} onRetry={reload} /> : null}
      {value === null && failure === null ? <Skeleton className="h-12 w-full" /> : null}
      {value !== null && passkeys.length === 0 ? (
        <p className="max-w-prose text-ink-2">
          None yet. A passkey signs you in with one press, approves withdrawals by signing their exact terms, and cannot be used by a false
          copy of this page.
        </p>
      ) : null}
      {passkeys.length > 0 ? (
        <ul className="divide-y divide-line">
          {passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              context={context}
              onRenamed={() => {
                tell("Passkey renamed.");
              }}
              onRemoved={() => {
                if (own.length === 1 && passkey.addedHere) rememberTrader(email, { hasPasskey: false });
                tell("Passkey removed.");
              }}
            />
          ))}
        </ul>
      ) : null}
      {own.length === 1 ? (
        <Notice look="calm">
          <p>
            One passkey is one device that can get lost. Add a second one, on another device or a security key, and keep it somewhere else.
          </p>
        </Notice>
      ) : null}
      <News text={news} />
      <AddPasskey context={context} look={value !== null && own.length < 2 ? "primary" : "secondary"} onAdded={onAdded} />
    </Card>
  );
}
