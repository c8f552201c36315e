import { ServerTime } from "@/components/ui/server-time";
import type { DeskEventDto } from "@/lib/contracts/desk";
import { stepWords } from "./request-words";

/** The story of a request, oldest first, every try at it included. */
export function TrailList({ trail, nowSeconds }: { readonly trail: readonly DeskEventDto[]; readonly nowSeconds: number }) {
  if (trail.length === 0) return <p className="text-ink-2">Nothing yet.</p>;
  return (
    <ol className="divide-y divide-line">
      {trail.map(({ id, atSeconds, kind, by, note }) => (
        <li key={id} className="flex flex-wrap justify-between gap-x-4 py-2 first:pt-0 last:pb-0">
          <span>{stepWords(kind, by, note)}</span>
          <span className="text-13 text-ink-2">
            <ServerTime at={new Date(atSeconds * 1_000).toISOString()} nowSeconds={nowSeconds} />
          </span>
        </li>
      ))}
    </ol>
  );
}
