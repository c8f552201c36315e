import { exactTime } from "@/components/ui/server-time";
import { waitText } from "@/components/ui/wait-text";
import type { DeskRequestDto } from "@/lib/contracts/desk";
import { DESK_ACT_WORDS } from "@/lib/desk/desk-act";

interface RequestSlipProps {
  readonly request: DeskRequestDto;
  readonly closing: string;
}

/** What an operator signs, like paper: everything that is bound, read from what was stored. */
export function RequestSlip({ request, closing }: RequestSlipProps) {
  const { terms, termsHash, traderMasked } = request;
  const words = DESK_ACT_WORDS[terms.act];
  const rows: readonly (readonly [string, string])[] = [
    ["Trader", `${traderMasked} · ${terms.trader}`],
    ...(terms.subject === "self" ? [] : [["About", terms.subject] as const]),
    ["What follows", words.effect],
    ["Somebody waits", terms.waitSeconds === null ? "Nobody" : waitText(terms.waitSeconds)],
    ["Why", terms.reason],
    ["Asked for by", terms.requestedBy],
    ["Written down", exactTime(terms.draftedAt)],
  ];
  return (
    <section aria-label={words.title} className="overflow-hidden rounded-card border border-line-strong bg-surface" data-testid="slip">
      <h2 className="px-4 pt-4 text-20 font-strong sm:px-5">{words.title}</h2>
      <dl className="divide-y divide-line px-4 py-2 sm:px-5">
        {rows.map(([label, value]) => (
          <div key={label} className="grid gap-x-6 gap-y-0.5 py-2.5 sm:grid-cols-[10rem_minmax(0,1fr)]">
            <dt className="text-ink-2">{label}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-t-2 border-dashed border-line-strong px-4 py-3 sm:px-5">
        <span className="font-strong">{closing}</span>
        <span className="font-mono text-13 text-ink-2" title={termsHash}>
          {termsHash.slice(0, 8)}…{termsHash.slice(-8)}
        </span>
      </p>
    </section>
  );
}
