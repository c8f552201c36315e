const NUMERIC = /^-?\d{1,78}(?:\.\d{1,78})?$/;

/**
 * An exact decimal text as a table has room for it: two decimals, or six figures where those say more. Only for reading beside the exact
 * text; never on what is approved.
 */
export function readFigure(text: string, locale: string): string {
  if (!NUMERIC.test(text)) return text;
  return new Intl.NumberFormat(locale, {
    maximumFractionDigits: 2,
    maximumSignificantDigits: 6,
    roundingPriority: "morePrecision",
    signDisplay: "negative",
  }).format(text as `${number}`);
}
