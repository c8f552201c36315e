// Tells an outage of PostgreSQL (try again later) from an error in our statement (a bug), so that only the first becomes a 503.
import "server-only";
import { UnavailableError } from "@/lib/ground/unavailable-error";

// SQLSTATE classes: 08 connection, 53 resources, 57P operator intervention, 58 system; plus cancelled, lock timeout, serialisation, deadlock,
// and a server that takes no writes: what a failover shows before the replica is promoted.
const OUTAGE_CLASSES = ["08", "53", "57P", "58"];
const OUTAGE_STATES = new Set(["57014", "55P03", "40001", "40P01", "25P03", "25P04", "25006"]);
const OUTAGE_SOCKET_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
// node-postgres reports these by sentence only.
const OUTAGE_SENTENCES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|query read timeout|cannot use a pool after calling end/i;

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "";

const isOutage = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  const code = codeOf(error);
  if (OUTAGE_SOCKET_CODES.has(code) || OUTAGE_STATES.has(code)) return true;
  if (/^[0-9A-Z]{5}$/.test(code)) return OUTAGE_CLASSES.some((prefix) => code.startsWith(prefix));
  return error instanceof Error && OUTAGE_SENTENCES.test(error.message);
};

/** Turns an outage into UnavailableError("database") and hands every other error back unchanged. SQLSTATE: PostgreSQL, appendix A. */
export function asDatabaseError(error: unknown): unknown {
  return isOutage(error) ? new UnavailableError("database", "The database did not answer.", { cause: error }) : error;
}
