// The settlement worker: a process of its own, because it is the only one that may hold the settlement key.
import path from "node:path";
import type { Part, PartOptions } from "./part";
import { waitUntilReady } from "./wait-until";

interface WorkerOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Starts the process, watched in the caller's way. */
  readonly start: (options: Omit<PartOptions, "guard">) => Promise<Part>;
}

/** Starts one worker and answers once it says that it has started. It ends with the process that started it. */
export async function startWorker({ environment, logFile, start }: WorkerOptions): Promise<Part> {
  const part = await start({
    name: "The settlement worker",
    file: process.execPath,
    args: ["--conditions=react-server", "--import", "tsx", path.resolve("worker/main.ts")],
    logFile,
    env: {
      PATH: process.env["PATH"] ?? "",
      TMPDIR: process.env["TMPDIR"] ?? "/tmp",
      ...environment,
      NODE_ENV: "production",
      HOLDFAST_PARENT_PID: String(process.pid),
    },
  });
  await waitUntilReady(part, async () => part.logTail().includes('"worker_started"'), { timeoutMs: 30_000, pollMs: 25 });
  return part;
}
