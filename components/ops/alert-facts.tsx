import Link from "next/link";
import type { ReactNode } from "react";
import { ServerTime } from "@/components/ui/server-time";
import type { AlertDto } from "@/lib/contracts/alerts";
import { probeWords, signalWords } from "./alert-words";

const OUTCOMES = { waiting: "waits", sent: "sent", given_up: "given up" } as const;

const counted = (events: number): string => `${events.toString()} ${events === 1 ? "event" : "events"}`;

/** Everything that an alert says of itself, and where it is written what to do. */
export function AlertFacts({ alert, nowSeconds }: { readonly alert: AlertDto; readonly nowSeconds: number }) {
  const time = (at: string) => <ServerTime at={at} nowSeconds={nowSeconds} />;
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <Fact name="Signal">{signalWords(alert.signal)}</Fact>
      <Fact name="Probably probed">{probeWords(alert.probe)}</Fact>
      <Fact name="Subject">
        <span className="font-mono break-all">{alert.subject}</span>
      </Fact>
      <Fact name="State">{alert.closedAt === null ? "Goes on" : <>Quiet again, closed {time(alert.closedAt)}</>}</Fact>
      <Fact name="Since">{time(alert.firstAt)}</Fact>
      <Fact name="Last seen">{time(alert.lastAt)}</Fact>
      <Fact name="Counted">{counted(alert.events)}</Fact>
      {Object.entries(alert.breakdown).map(([name, count]) => (
        <Fact key={name} name={`of which ${name}`}>
          {count}
        </Fact>
      ))}
      <Fact name="Rule">
        <span className="font-mono">{alert.rule}</span>
      </Fact>
      <Fact name="What to do">
        Runbook <span className="font-mono break-all">{alert.runbook}</span>
      </Fact>
      {alert.deliveries.map(({ channel, outcome, attempts }) => (
        <Fact key={channel} name={`Told by ${channel}`}>
          {OUTCOMES[outcome]}, {attempts} {attempts === 1 ? "try" : "tries"}
        </Fact>
      ))}
      {alert.reopens === null ? null : (
        <Fact name="Began again after">
          <Link href={`/ops/alerts/${alert.reopens}`} prefetch={false} className="underline underline-offset-4">
            An alert that had gone quiet
          </Link>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 sm:col-span-2 sm:grid-cols-subgrid">
      <dt className="min-w-0 text-13 break-words text-ink-2">{name}</dt>
      <dd className="min-w-0 tabular-nums">{children}</dd>
    </div>
  );
}
