"use client";

import { useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { News } from "@/components/ui/news";
import { listApiKeys } from "@/lib/client/api-keys";
import { useServerClock } from "@/lib/client/use-server-clock";
import type { ApiKeyDto, MadeApiKeyDto } from "@/lib/contracts/api-keys";
import { KeyApproval } from "./key-approval";
import { KeyRow } from "./key-row";
import { MakeKey } from "./make-key";
import { ShownSecret } from "./shown-secret";

interface KeyBookProps {
  readonly initial: readonly ApiKeyDto[];
  readonly context: ApprovalContext;
}

/** The keys of a trader's programs, and the way to a new one. */
export function KeyBook({ initial, context }: KeyBookProps) {
  const [keys, setKeys] = useState(initial);
  const [approvingId, setApprovingId] = useState<string | null>(null);
  const [made, setMade] = useState<MadeApiKeyDto | null>(null);
  const [news, setNews] = useState("");
  const now = useServerClock(context.nowSeconds, 15);
  const reload = useCallback(async () => {
    await listApiKeys().then(setKeys, () => undefined);
  }, []);
  const onMade = useCallback(
    async (answer: MadeApiKeyDto) => {
      setMade(answer);
      setApprovingId(null);
      await reload();
    },
    [reload],
  );
  const approving = keys.find(({ id, state }) => id === approvingId && state === "awaiting_approval");
  const onDrafted = async (draft: ApiKeyDto) => {
    await reload();
    setNews("");
    setApprovingId(draft.id);
  };
  const onRevoked = async () => {
    await reload();
    setNews("The key is revoked.");
  };
  return (
    <div className="grid gap-6">
      <News text={news} className="rounded-card border border-line bg-surface p-4" />
      {made === null ? null : (
        <ShownSecret
          made={made}
          onDone={() => {
            setMade(null);
          }}
        />
      )}
      {approving === undefined ? null : (
        <KeyApproval
          key={approving.id}
          draft={approving}
          context={context}
          onMade={onMade}
          onLeave={() => {
            setApprovingId(null);
          }}
          onExpired={reload}
        />
      )}
      <KeyList keys={keys} nowSeconds={now} approvingId={approving?.id ?? null} onApprove={setApprovingId} onRevoked={onRevoked} />
      {approving === undefined && made === null ? <MakeKey onDrafted={onDrafted} /> : null}
    </div>
  );
}

interface KeyListProps {
  readonly keys: readonly ApiKeyDto[];
  readonly nowSeconds: number;
  readonly approvingId: string | null;
  readonly onApprove: (id: string) => void;
  readonly onRevoked: () => Promise<void>;
}

function KeyList({ keys, nowSeconds, approvingId, onApprove, onRevoked }: KeyListProps) {
  if (keys.length === 0) {
    return (
      <EmptyState title="No keys yet">
        A key lets a program of yours read what you choose. It can never withdraw, trade or change your account.
      </EmptyState>
    );
  }
  return (
    <Card title="Your keys">
      <ul className="divide-y divide-line">
        {keys.map((key) => (
          <KeyRow
            key={key.id}
            apiKey={key}
            nowSeconds={nowSeconds}
            isApproving={key.id === approvingId}
            onApprove={() => {
              onApprove(key.id);
            }}
            onRevoked={onRevoked}
          />
        ))}
      </ul>
    </Card>
  );
}
