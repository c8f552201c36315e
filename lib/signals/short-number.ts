// A decimal text for reading in a sentence: cut, never rounded up, and never cut to nothing. What is exact stands in the event itself.

const WHOLE_DIGITS_FROM = 4;
const FIGURES = 4;

/** Two decimals from 1 on, none from 1000 on, and four figures below 1. */
export function shortNumber(text: string): string {
  const [whole = "0", fraction = ""] = text.split(".");
  if (whole !== "0") return trim(whole, whole.length >= WHOLE_DIGITS_FROM ? "" : fraction.slice(0, 2));
  const zeros = /^0*/.exec(fraction)?.[0].length ?? 0;
  return trim(whole, fraction.slice(0, zeros + FIGURES));
}

function trim(whole: string, fraction: string): string {
  const kept = fraction.replace(/0+$/, "");
  return kept === "" ? whole : `${whole}.${kept}`;
}
