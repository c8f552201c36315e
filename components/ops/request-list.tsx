import Link from "next/link";
import { TimeLeft } from "@/components/ui/time-left";
import { ServerTime } from "@/components/ui/server-time";
import type { DeskRequestDto } from "@/lib/contracts/desk";
import { DESK_ACT_WORDS } from "@/lib/desk/desk-act";
import { STATE_WORDS } from "./request-words";

interface RequestListProps {
  readonly requests: readonly DeskRequestDto[];
  readonly nowSeconds: number;
  readonly label: string;
}

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** Requests, each a link to its page: what, about whom, by whom, and how long it still waits. */
export function RequestList({ requests, nowSeconds, label }: RequestListProps) {
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-card border border-line bg-surface">
      {requests.map((request) => (
        <li key={request.id}>
          <Link
            href={`/ops/requests/${request.id}`}
            className="grid gap-x-4 gap-y-0.5 px-4 py-3 hover:bg-surface-2 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-5"
          >
            <span className="font-strong">{DESK_ACT_WORDS[request.terms.act].title}</span>
            <span className="text-13 sm:text-right">
              {STATE_WORDS[request.state]}
              {request.state === "open" && request.expiresAtSeconds !== null ? (
                <span className="text-hold">
                  {" · "}
                  <TimeLeft until={isoOf(request.expiresAtSeconds)} nowSeconds={nowSeconds} /> left
                </span>
              ) : null}
            </span>
            <span className="min-w-0 truncate text-13 text-ink-2">
              {request.traderMasked} · {request.terms.reason}
            </span>
            <span className="text-13 text-ink-2 sm:text-right">
              {request.isOwn ? "You" : request.terms.requestedBy}
              {request.requestedAtSeconds === null ? null : (
                <>
                  {", "}
                  <ServerTime at={isoOf(request.requestedAtSeconds)} nowSeconds={nowSeconds} />
                </>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
