import { readAmount, readMoney, readPrice } from "./reading";

interface AmountProps {
  readonly value: string;
  readonly locale: string;
  readonly className?: string;
}

/** An amount of an asset, grouped for reading; hover and copy give it exactly. */
export function Amount({ value, locale, className }: AmountProps) {
  return (
    // Languages write numbers a little differently from one edition of their data to the next; the server's writing stays.
    <data value={value} title={value} className={className} suppressHydrationWarning>
      {readAmount(value, locale)}
    </data>
  );
}

export function Money({ value, currency, locale, className }: AmountProps & { readonly currency: string }) {
  return (
    <data value={value} title={`${value} ${currency}`} className={className}>
      {readMoney(value, currency, locale)}
    </data>
  );
}

export function Price({ value, currency, locale }: AmountProps & { readonly currency: string }) {
  return (
    <data value={value} title={`${value} ${currency}`}>
      {readPrice(value, currency, locale)}
    </data>
  );
}
