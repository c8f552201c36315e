"use client";

import Link from "next/link";
import { networkName } from "@/components/money/network-name";
import { buttonStyles } from "@/components/ui/button";
import { ServerTime } from "@/components/ui/server-time";
import type { SignalEventDto } from "@/lib/contracts/signals";
import { happenedSentence } from "@/lib/signals/happened-sentence";
import { noActionText } from "./action-words";

interface EventRowProps {
  readonly event: SignalEventDto;
  readonly nowSeconds: number;
  readonly onOpen: (id: string) => void;
}

/** One signal: what happened, where and when, and the order that it prepares. */
export function EventRow({ event, nowSeconds, onOpen }: EventRowProps) {
  const { id, happened, action, isRead, isTakenBack, raisedAt, ruleName, walletLabel } = event;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 gap-y-2 px-4 py-3 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <span className="mt-1.5 grid size-2">
        {isRead ? null : (
          <>
            <span aria-hidden="true" className="size-2 rounded-full bg-accent" />
            <span className="sr-only">Unread</span>
          </>
        )}
      </span>
      <div className="grid min-w-0 gap-0.5">
        <p className={`break-words ${isRead ? "" : "font-strong"} ${isTakenBack ? "line-through decoration-ink-2" : ""}`}>
          {happenedSentence(happened, walletLabel)}
        </p>
        <p className="text-13 text-ink-2">
          <ServerTime at={raisedAt} nowSeconds={nowSeconds} /> · {networkName(happened.pair.network)} · {ruleName}
        </p>
        {isTakenBack ? (
          <p className="text-13 text-hold">Taken back: the chain no longer contains this trade.</p>
        ) : action.kind === "none" ? (
          <p className="text-13 text-ink-2">{noActionText(action.because, happened.pair.base)}</p>
        ) : null}
      </div>
      {action.kind === "order" && !isTakenBack ? (
        <Link
          href={action.href}
          prefetch={false}
          onClick={() => {
            onOpen(id);
          }}
          className={`${buttonStyles({ look: "secondary", small: true })} col-start-2 justify-self-start sm:col-start-3`}
        >
          Buy {action.receive} for {action.amount} {action.pay}
        </Link>
      ) : null}
    </li>
  );
}
