import { exactTime } from "@/components/ui/server-time";

interface DeskSlipProps {
  /** What is approved; a heading of its own where nothing above the slip says it. */
  readonly title: string;
  readonly isHeaded?: boolean;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly closing: string;
  readonly termsHash: string;
  /** Until when it may be signed, where somebody is about to. */
  readonly openUntil?: string;
}

/** What an operator signs or signed, like paper: everything that is bound, read from what was stored, and the mark of its hash. */
export function DeskSlip({ title, isHeaded = false, rows, closing, termsHash, openUntil }: DeskSlipProps) {
  return (
    <section aria-label={title} className="overflow-hidden rounded-card border border-line-strong bg-surface" data-testid="slip">
      {isHeaded ? <h2 className="px-4 pt-4 text-20 font-strong sm:px-5">{title}</h2> : null}
      <dl className="divide-y divide-line px-4 py-2 sm:px-5">
        {rows.map(({ label, value }) => (
          <div key={label} className="grid gap-x-6 gap-y-0.5 py-2.5 sm:grid-cols-[10rem_minmax(0,1fr)]">
            <dt className="text-ink-2">{label}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-t-2 border-dashed border-line-strong px-4 py-3 sm:px-5">
        <span className="font-strong">{closing}</span>
        <span
          className="font-mono text-13 text-ink-2"
          title={openUntil === undefined ? termsHash : `${termsHash}, open until ${exactTime(openUntil)}`}
        >
          {termsHash.slice(0, 8)}…{termsHash.slice(-8)}
        </span>
      </p>
    </section>
  );
}
