// The log: JSON lines. Callers pass named fields; tokens, cookies, bodies and addresses of people are never among them.
import "server-only";
import { pino, type DestinationStream } from "pino";

/** Fields of one line. Only plain values, so that an object with a secret in it cannot slip through. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Where the server tells what happened. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `cause` is reduced to its name, message and stack; it goes to the log and never to a browser. */
  error(event: string, fields?: LogFields, cause?: unknown): void;
}

const JWT_LIKE = /[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*(\.[A-Za-z0-9_-]*)*/g;
const EMAIL_LIKE = /([^\s@"']{1,2})[^\s@"']*@([^\s@"']+)/g;

/** Masks what looks like a token or an email, as a last net under careful callers. */
export const redact = (text: string): string => text.replace(JWT_LIKE, "[token]").replace(EMAIL_LIKE, "$1…@$2");

const causeFields = (cause: unknown): Record<string, string> =>
  cause instanceof Error ? { cause: cause.name, message: redact(cause.message), stack: redact(cause.stack ?? "") } : {};

/** Makes a log that writes to `destination` (standard output by default). */
export function createLog(destination?: DestinationStream): Log {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label: string) => ({ level: label }) } };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return {
    info: (event, fields = {}) => logger.info({ event, ...fields }),
    warn: (event, fields = {}) => logger.warn({ event, ...fields }),
    error: (event, fields = {}, cause) => logger.error({ event, ...fields, ...causeFields(cause) }),
  };
}
