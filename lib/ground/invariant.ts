/**
 * Stops on what cannot be: the message is for the log, never for a browser.
 * Use it for bugs; what a caller can cause is a refusal, what a dependency can cause is an UnavailableError.
 */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
