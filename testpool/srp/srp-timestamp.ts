// TIMESTAMP in Cognito's own form, for example "Wed Nov 5 09:03:07 UTC 2026": the day is not padded.

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FORM = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) UTC (\d{4})$/;

/** How far TIMESTAMP may be from now: documented as "within a few seconds"; the exact width is assumed. */
export const TIMESTAMP_SKEW_MS_MAX = 60_000;

/** The timestamp of a moment, as every Cognito client writes it. */
export function formatSrpTimestamp(atMs: number): string {
  const at = new Date(atMs);
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map((part) => String(part).padStart(2, "0"));
  return `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${at.getUTCDate()} ${time.join(":")} UTC ${at.getUTCFullYear()}`;
}

/** Milliseconds since the epoch, or null for anything but the exact form of a real moment. */
export function parseSrpTimestamp(text: string): number | null {
  const match = FORM.exec(text);
  if (match === null) return null;
  const [, month = "", day, hour, minute, second, year] = match;
  const atMs = Date.UTC(Number(year), MONTHS.indexOf(month), Number(day), Number(hour), Number(minute), Number(second));
  return formatSrpTimestamp(atMs) === text ? atMs : null;
}

/** True when `text` is well formed and close to any of the given moments (milliseconds). */
export function isFreshTimestamp(text: string, nowMs: readonly number[]): boolean {
  const atMs = parseSrpTimestamp(text);
  return atMs !== null && nowMs.some((now) => Math.abs(now - atMs) <= TIMESTAMP_SKEW_MS_MAX);
}
