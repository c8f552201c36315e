import "server-only";

/** An instant as RFC 3339 in UTC. */
export const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();
