// Amounts for the eye: grouped in the reader's locale, from the exact decimal text and never through a float.

const NUMERIC = /^-?\d{1,78}(?:\.\d{1,78})?$/;

const isNumeric = (text: string): text is `${number}` => NUMERIC.test(text);

/** A money figure with its currency's decimals; the exact text stays beside it for copying. A text that is no number shows as it is. */
export function readMoney(text: string, currency: string, locale: string): string {
  if (!isNumeric(text)) return text;
  return new Intl.NumberFormat(locale, { style: "currency", currency, signDisplay: "negative" }).format(text);
}

/** A price: no fewer decimals than money has, and more where it has them, because a coin at 0.9998 is not a coin at 1. */
export function readPrice(text: string, currency: string, locale: string): string {
  if (!isNumeric(text)) return text;
  return new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: 2, maximumFractionDigits: 8 }).format(text);
}

// More decimals than a formatter is bound to keep would come out rounded, so such an amount stays ungrouped and exact.
const DECIMALS_KEPT_MAX = 20;

/** An amount of an asset, every decimal of it. */
export function readAmount(text: string, locale: string): string {
  if (!isNumeric(text) || (text.split(".")[1]?.length ?? 0) > DECIMALS_KEPT_MAX) return text;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: DECIMALS_KEPT_MAX, signDisplay: "negative" }).format(text);
}

/** A share in basis points as a percentage with at most one decimal, rounded down like the share itself. */
export const readShare = (basisPoints: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(Math.floor(basisPoints / 10) / 1000);

/** The first language of the reader that this server can format numbers in; English when there is none. */
export function readingLocale(acceptLanguage: string | null): string {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .flatMap((entry) => /^\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*(?:;|$)/.exec(entry)?.[1] ?? []);
  return Intl.NumberFormat.supportedLocalesOf(wanted.slice(0, 10))[0] ?? "en-US";
}
