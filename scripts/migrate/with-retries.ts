// A call that is repeated while the pool is busy or away, later each time and not in step with others.
import { setTimeout as sleep } from "node:timers/promises";

const ATTEMPTS_MAX = 9;
const FIRST_MS = 250;
const LONGEST_MS = 20_000;

/** Whether trying again can help: throttled, the pool's own failure, or no answer at all. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name } = error;
  if (name === "TooManyRequestsException" || name === "ThrottlingException" || name === "InternalErrorException") return true;
  const metadata = "$metadata" in error ? (error.$metadata as { readonly httpStatusCode?: number }) : {};
  const status = metadata.httpStatusCode;
  if (status !== undefined) return status >= 500 || status === 429;
  // Faults of our own set-up, such as absent credentials, do not go away.
  return name !== "CredentialsProviderError" && !name.endsWith("ValidationException");
}

/** What the waiting needs from outside; a test hands in its own. */
export interface Patience {
  wait(ms: number): Promise<unknown>;
  /** From 0 up to 1. */
  chance(): number;
}

/** Runs `call`, up to nine times while it fails in a way that may pass. Throws the last failure. */
export async function withRetries<Answer>(
  call: () => Promise<Answer>,
  { wait, chance }: Patience = { wait: sleep, chance: Math.random },
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isTransient(error)) throw error;
      await wait(chance() * Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt));
    }
  }
}
