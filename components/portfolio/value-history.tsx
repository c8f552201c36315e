import { ValueChart } from "@/components/charts/value-chart";
import { Gain } from "@/components/money/gain";
import { HISTORY_RANGES, type HistoryDto, type HistoryRange } from "@/lib/contracts/portfolio-history";

const NAMES: Readonly<Record<HistoryRange, readonly [short: string, long: string]>> = {
  "1d": ["1D", "the last day"],
  "1w": ["1W", "the last 7 days"],
  "1m": ["1M", "the last 30 days"],
  "3m": ["3M", "the last 90 days"],
  all: ["All", "all the time"],
};

interface ValueHistoryProps {
  readonly history: HistoryDto;
  readonly locale: string;
  /** Where the page shows another range. */
  readonly rangePath: (range: HistoryRange) => string;
}

/** The value chart with its ranges and the change over the one that is shown. */
export function ValueHistory({ history: { range, points, change, stepSeconds, currency }, locale, rangePath }: ValueHistoryProps) {
  const known = points.flatMap(({ at, value }) => (value === null ? [] : [{ atSeconds: Math.floor(Date.parse(at) / 1_000), value }]));
  const [, long] = NAMES[range];
  return (
    <section aria-labelledby="value-history" className="grid min-w-0 gap-3 rounded-card border border-line bg-surface p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h2 id="value-history" className="text-16 font-strong">
          Value over time
        </h2>
        <nav aria-label="Range" className="flex gap-1">
          {HISTORY_RANGES.map((one) => (
            <a
              key={one}
              href={rangePath(one)}
              aria-current={one === range ? "true" : undefined}
              className="inline-flex min-h-8 items-center rounded-control px-2.5 text-13 text-ink-2 hover:bg-surface-2 aria-[current]:bg-surface-2 aria-[current]:font-strong aria-[current]:text-ink pointer-coarse:min-h-11"
            >
              {NAMES[one][0]}
              <span className="sr-only">, {NAMES[one][1]}</span>
            </a>
          ))}
        </nav>
      </div>
      {change === null ? (
        <p className="text-13 text-ink-2">
          A line appears here as soon as there are two moments at which every price is known. Until then nothing is guessed.
        </p>
      ) : (
        <p className="text-13 text-ink-2">
          <Gain value={change} currency={currency} locale={locale} /> over {long}, what you moved in and out included
        </p>
      )}
      {known.length < 2 ? null : (
        <ValueChart
          label={`Value over ${long}`}
          valueName="Value"
          points={known}
          stepSeconds={stepSeconds}
          currency={currency}
          locale={locale}
        />
      )}
      {known.length < 2 || known.length === points.length ? null : (
        <p className="text-13 text-ink-2">Where no price was known within a day the line is left open. Nothing is filled in.</p>
      )}
    </section>
  );
}
