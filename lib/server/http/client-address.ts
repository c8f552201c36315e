// Where a request came from, as the front door wrote it.
import "server-only";

/** The client's address. The front door overwrites X-Forwarded-For with exactly one address, judged by the number of trusted proxies. */
export function clientAddress(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "unknown";
}
