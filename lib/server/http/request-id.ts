// One id per request, for the log and for the trader's question to support.
import "server-only";
import { randomUUID } from "node:crypto";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id that the front door gave, or a new one. It names a request and proves nothing. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given !== null && UUID.test(given) ? given : randomUUID();
}
