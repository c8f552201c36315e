"use client";

import { useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { News } from "@/components/ui/news";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { TimeLeft } from "@/components/ui/time-left";
import { enterPasskeyOnly, leavePasskeyOnly } from "@/lib/client/passkey-list";
import type { Loaded } from "@/lib/client/use-loaded";
import type { PasskeysDto } from "@/lib/contracts/passkeys";
import { GateApproval } from "./gate-approval";

interface PasskeyOnlyCardProps {
  readonly context: ApprovalContext;
  readonly loaded: Loaded<PasskeysDto>;
}

type Change = "enter" | "leave";

const ACTS = {
  enter: { purpose: "passkey_only_enter", perform: enterPasskeyOnly },
  leave: { purpose: "passkey_only_leave", perform: leavePasskeyOnly },
} as const;

const DONE: Readonly<Record<Change, string>> = {
  enter: "From now on only your passkeys open this account.",
  leave: "Password and code work again after the wait. We have told you by email.",
};

/** The mode without anything that can be phished: what it means, how to enter it, and how to leave. */
export function PasskeyOnlyCard({ context, loaded: { value, failure, reload } }: PasskeyOnlyCardProps) {
  const [change, setChange] = useState<Change | null>(null);
  const [news, setNews] = useState("");
  const perform = useCallback(
    async (grantId: string) => {
      if (change === null) return;
      await ACTS[change].perform(grantId);
      setNews(DONE[change]);
      setChange(null);
      reload();
    },
    [change, reload],
  );
  const start = (wanted: Change) => {
    setNews("");
    setChange(wanted);
  };
  return (
    <Card title="Passkeys only" id="passkeys-only">
      {value === null ? failure === null ? <Skeleton className="h-12 w-full" /> : <p>This cannot be shown right now.</p> : null}
      {value === null ? null : <ModeWords {...value} nowSeconds={context.nowSeconds} onOpen={reload} />}
      <News text={news} />
      {value === null ? null : change === null ? (
        <ModeButtons {...value} onStart={start} />
      ) : (
        <GateApproval
          act={{ purpose: ACTS[change].purpose, subjectId: "self", perform }}
          context={context}
          onLeave={() => {
            setChange(null);
          }}
        />
      )}
    </Card>
  );
}

function ModeWords({ ways, nowSeconds, onOpen }: PasskeysDto & { readonly nowSeconds: number; readonly onOpen: () => void }) {
  const { state, endsAt } = ways.passkeyOnly;
  if (state === "leaving" && endsAt !== null) {
    return (
      <Notice look="hold">
        <p className="font-strong">
          On for another <TimeLeft until={endsAt} nowSeconds={nowSeconds} onEnd={onOpen} />
        </p>
        <p>
          Then password and code work again, and withdrawals wait for a day. If it wasn’t you who asked for that, stay with passkeys only
          and remove every passkey that you do not know.
        </p>
      </Notice>
    );
  }
  return (
    <p className="max-w-prose text-ink-2">
      {state === "on"
        ? "On. Only your passkeys open this account and approve: password, authenticator and email recovery are refused. Two passkeys have to stay."
        : "Off. Switched on, only your passkeys open this account and approve: password, authenticator and email recovery are refused, so nothing that can be phished is left. It takes two passkeys. If you lose all of them, nobody can let you in again, us included."}
    </p>
  );
}

function ModeButtons({ ways, passkeys, onStart }: PasskeysDto & { readonly onStart: (change: Change) => void }) {
  const { state } = ways.passkeyOnly;
  const missing = 2 - passkeys.filter(({ addedHere }) => addedHere).length;
  if (state === "off" && missing > 0) {
    return <p>{missing === 1 ? "Add one more passkey to switch it on." : "Add two passkeys to switch it on."}</p>;
  }
  const [change, words] = state === "on" ? (["leave", "Leave passkeys only"] as const) : (["enter", ENTER_WORDS[state]] as const);
  return (
    <div>
      <Button
        look="secondary"
        onClick={() => {
          onStart(change);
        }}
      >
        {words}
      </Button>
    </div>
  );
}

const ENTER_WORDS = { off: "Switch to passkeys only", leaving: "Stay with passkeys only" } as const;
