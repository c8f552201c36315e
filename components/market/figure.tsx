import { readFigure } from "./read-figure";

/** An amount or a price with its unit, as short as a table needs; hover and copy give it exactly. */
export function Figure({ value, unit, locale }: { readonly value: string; readonly unit: string; readonly locale: string }) {
  return (
    <data value={value} title={`${value} ${unit}`} className="whitespace-nowrap" suppressHydrationWarning>
      {readFigure(value, locale)} <span className="text-ink-2">{unit}</span>
    </data>
  );
}
