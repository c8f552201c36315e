const STEPS = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

const FORMAT = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" });

/** "2 hours ago", "yesterday", "just now"; both times in seconds since the epoch. */
export function relativeTime(atSeconds: number, nowSeconds: number): string {
  const difference = atSeconds - nowSeconds;
  for (const { unit, seconds } of STEPS) {
    if (Math.abs(difference) >= seconds) return FORMAT.format(Math.trunc(difference / seconds), unit);
  }
  return "just now";
}
