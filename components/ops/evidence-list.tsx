import Link from "next/link";
import { ServerTime } from "@/components/ui/server-time";
import type { EvidenceDto } from "@/lib/contracts/alerts";

const factsOf = (detail: EvidenceDto["detail"]): string =>
  Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ");

/** The events that an alert stands on, oldest first, by their place in the chain. An account is a link to its page. */
export function EvidenceList({ evidence, nowSeconds }: { readonly evidence: readonly EvidenceDto[]; readonly nowSeconds: number }) {
  if (evidence.length === 0) return <p className="text-ink-2">None of its events can be read here.</p>;
  return (
    <ol className="divide-y divide-line">
      {evidence.map(({ id, seq, at, kind, sub, detail }) => (
        <li key={id} className="grid gap-x-4 gap-y-0.5 py-3 first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_auto]">
          <p className="min-w-0 font-mono break-all">{kind}</p>
          <p className="text-13 text-ink-2 tabular-nums sm:text-right">
            #{seq}, <ServerTime at={at} nowSeconds={nowSeconds} />
          </p>
          <p className="min-w-0 text-13 break-words">{factsOf(detail)}</p>
          {sub === null ? null : (
            <p className="min-w-0 font-mono text-13 break-all sm:col-span-2">
              <Link href={`/ops/traders/${sub}`} prefetch={false} className="underline underline-offset-4">
                {sub}
              </Link>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
