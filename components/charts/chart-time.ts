/** A time of a chart in words, always in UTC: "3 Mar 2026" where points are whole days, else "3 Mar 2026, 14:05". */
export function chartTime(atSeconds: number, isDaily: boolean): string {
  const time = new Date(atSeconds * 1000);
  const day = `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()] ?? ""} ${time.getUTCFullYear()}`;
  return isDaily ? day : `${day}, ${time.toISOString().slice(11, 16)}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
