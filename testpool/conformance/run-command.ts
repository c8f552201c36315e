// Starts a command of another language; the pool answers it from this same process, so nothing here may block.
import { execFile } from "node:child_process";

/** How a command ended; `code` is null when there is no such command. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const TIMEOUT_MS = 120_000;

/** Runs a command to its end, two minutes at most. Never rejects. */
export function runCommand(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(command, args, { env: environment, timeout: TIMEOUT_MS }, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (error.code === "ENOENT") resolve({ code: null, stdout, stderr });
      else resolve({ code: typeof error.code === "number" ? error.code : 1, stdout, stderr });
    });
  });
}
