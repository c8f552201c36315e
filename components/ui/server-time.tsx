import { relativeTime } from "./relative-time";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** The exact time in UTC, as a reader in any zone can compare it. Written by hand, so that server and browser never differ by a comma. */
export function exactTime(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  const clock = time.toISOString().slice(11, 19);
  return `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()] ?? ""} ${time.getUTCFullYear()}, ${clock} UTC`;
}

/** How long ago something was, seen from the moment the page was made; the exact time on hover and for screen readers. */
export function ServerTime({ at, nowSeconds }: { readonly at: string; readonly nowSeconds: number }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      <span aria-hidden="true">{relativeTime(Math.floor(Date.parse(at) / 1000), nowSeconds)}</span>
      <span className="sr-only">{exactTime(at)}</span>
    </time>
  );
}
