// How a benchmark speaks: one line per figure, with its aim beside it, so that a reader needs no second source.

/** One ratio measured in one run. `aimAtMost` and `aimAtLeast` are what we want; missing one is said and not hidden. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly aimAtMost?: number;
  readonly aimAtLeast?: number;
  readonly note?: string;
}

const verdict = ({ value, aimAtMost, aimAtLeast }: Figure): string => {
  if (aimAtMost !== undefined) return `aim at most ${String(aimAtMost)}: ${value <= aimAtMost ? "met" : "missed"}`;
  if (aimAtLeast !== undefined) return `aim at least ${String(aimAtLeast)}: ${value >= aimAtLeast ? "met" : "missed"}`;
  return "";
};

/** Prints a title and its figures in columns. */
export function printFigures(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  for (const figure of figures) {
    const value = `${figure.value.toFixed(figure.unit === "x" ? 2 : 1)} ${figure.unit}`;
    console.log(`  ${figure.what.padEnd(62)} ${value.padStart(12)}   ${verdict(figure)}${figure.note ? `  ${figure.note}` : ""}`);
  }
}
