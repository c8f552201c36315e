import Link from "next/link";
import { ServerTime } from "@/components/ui/server-time";
import type { AlertDto } from "@/lib/contracts/alerts";
import { probeWords, signalWords } from "./alert-words";

interface AlertListProps {
  readonly alerts: readonly AlertDto[];
  readonly nowSeconds: number;
  readonly label: string;
}

/** Alerts, each a link to its page: the signal, what is probably being probed, at whom, how much and since when. */
export function AlertList({ alerts, nowSeconds, label }: AlertListProps) {
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-card border border-line bg-surface">
      {alerts.map(({ id, signal, probe, subject, events, closedAt, firstAt, lastAt }) => (
        <li key={id}>
          {/* Opening an alert is a look that is written down, so nothing is fetched ahead. */}
          <Link
            href={`/ops/alerts/${id}`}
            prefetch={false}
            className="grid gap-x-4 gap-y-0.5 px-4 py-3 hover:bg-surface-2 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-5"
          >
            <span className="font-strong">{signalWords(signal)}</span>
            <span className={`text-13 sm:text-right ${closedAt === null ? "text-hold" : "text-ink-2"}`}>
              {closedAt === null ? "Goes on" : "Quiet again"}
            </span>
            <span className="min-w-0 text-13">Probably probed: {probeWords(probe)}</span>
            <span className="text-13 text-ink-2 sm:text-right">
              began <ServerTime at={firstAt} nowSeconds={nowSeconds} />
            </span>
            <span className="min-w-0 font-mono text-13 break-all text-ink-2">{subject}</span>
            <span className="text-13 text-ink-2 tabular-nums sm:text-right">
              {events} {events === 1 ? "event" : "events"}, last <ServerTime at={lastAt} nowSeconds={nowSeconds} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
