import { ServerTime } from "@/components/ui/server-time";
import type { SecurityLogDto } from "@/lib/contracts/security-log";

/** The newest events of a trader's trail, in the words that the trader reads. */
export function EventList({ log, nowSeconds }: { readonly log: SecurityLogDto; readonly nowSeconds: number }) {
  if (log.events.length === 0) return <p className="text-ink-2">Nothing has happened to this account yet.</p>;
  return (
    <ul className="divide-y divide-line">
      {log.events.map(({ id, at, title, sentence }) => (
        <li key={id} className="grid gap-x-4 gap-y-0.5 py-3 first:pt-0 last:pb-0 sm:grid-cols-[1fr_auto]">
          <p className="font-strong">{title}</p>
          <p className="text-13 text-ink-2 sm:text-right">
            <ServerTime at={at} nowSeconds={nowSeconds} />
          </p>
          <p className="max-w-prose text-13">{sentence}</p>
        </li>
      ))}
    </ul>
  );
}
