import { relativeTime } from "./relative-time";

const EXACT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZone: "UTC",
});

/** The exact time in UTC, as a reader in any zone can compare it. */
export const exactTime = (at: string): string => `${EXACT.format(new Date(at))} UTC`;

/** How long ago something was, seen from the moment the page was made; the exact time on hover and for screen readers. */
export function ServerTime({ at, nowSeconds }: { readonly at: string; readonly nowSeconds: number }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      <span aria-hidden="true">{relativeTime(Math.floor(Date.parse(at) / 1000), nowSeconds)}</span>
      <span className="sr-only">{exactTime(at)}</span>
    </time>
  );
}
