"use client";

const SHORT = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" } as const;

/** A time as this reader's clock shows it, exact on hover. Only for what is drawn in the browser: a server does not know the zone. */
export function LocalTime({ at }: { readonly at: string }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={time.toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" })}>
      {time.toLocaleString(undefined, SHORT)}
    </time>
  );
}
