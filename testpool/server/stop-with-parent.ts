// A launcher that is killed cannot stop its children; so the child watches for it.

const POLL_MS = 500;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Calls `stop` once, within a second of the death of `parentPid` or of the process that started this one. */
export function stopWithParent(parentPid: number, stop: () => void): void {
  const startedBy = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === startedBy && isAlive(parentPid)) return;
    clearInterval(timer);
    stop();
  }, POLL_MS);
  timer.unref();
}
