// What stops a start is told in one sentence for a person; everything else about it is in the logs.

/** A start that cannot go on: `message` is one sentence that says what is wrong and what to do. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}

/** The errno code of a failed system call ("ENOSPC", "EACCES", …), or null when the value is no such error. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

const UNWRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"]);

/** Turns a failure about `folder` into a LaunchError; a full disk may also hide in what a program has printed. */
export function explainFailure(error: unknown, folder: string): LaunchError {
  if (error instanceof LaunchError) return error;
  const code = errorCode(error);
  const text = error instanceof Error ? error.message : String(error);
  if (code === "ENOSPC" || code === "EDQUOT" || isDiskFull(text)) {
    return new LaunchError(`The disk that holds ${folder} is full; free some space and start again.`, { cause: error });
  }
  if (code !== null && UNWRITABLE.has(code)) {
    return new LaunchError(`The folder ${folder} cannot be written (${code}); choose another with --data DIR.`, { cause: error });
  }
  return new LaunchError(text, { cause: error });
}

/** Whether a program's output says that it ran out of disk space. */
export const isDiskFull = (output: string): boolean =>
  /No space left on device|Check free disk space|ENOSPC|EDQUOT|Disk quota exceeded/i.test(output);
