// How the worker's process ends: after its round when it is asked to, and at once when nobody is left who needs it. Both are safe; the
// first one is only tidier.

const PARENT_CHECK_MS = 500;
// Longer than the longest wait of a round for chain and database together.
const GRACE_MS = 8_000;

/** A signal that is aborted at SIGTERM or SIGINT; a second one, or the grace, ends the process. It leaves with `parentPid`, when given. */
export function leaveInOrder(parentPid: number | null): AbortSignal {
  const stopping = new AbortController();
  const leave = (): void => {
    if (stopping.signal.aborted) process.exit(1);
    setTimeout(() => process.exit(0), GRACE_MS).unref();
    stopping.abort();
  };
  process.on("SIGTERM", leave);
  process.on("SIGINT", leave);
  if (parentPid !== null) leaveWith(parentPid);
  return stopping.signal;
}

function leaveWith(parentPid: number): void {
  setInterval(() => {
    try {
      process.kill(parentPid, 0);
    } catch {
      process.exit(0);
    }
  }, PARENT_CHECK_MS).unref();
}
