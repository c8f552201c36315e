// The indexer: a process of its own that speaks to the product as any machine would, so it may be started once the product answers.
import path from "node:path";
import type { Part, PartOptions } from "./part";
import { waitUntilReady } from "./wait-until";

interface IndexerOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Starts the process, watched in the caller's way. */
  readonly start: (options: Omit<PartOptions, "guard">) => Promise<Part>;
}

/** Starts the indexer and answers once it says that it has started; it may still have all of the past before it. It ends with the process that started it. */
export async function startIndexer({ environment, logFile, start }: IndexerOptions): Promise<Part> {
  const part = await start({
    name: "The indexer",
    file: process.execPath,
    args: ["--conditions=react-server", "--import", "tsx", path.resolve("worker/index/main.ts")],
    logFile,
    env: {
      PATH: process.env["PATH"] ?? "",
      TMPDIR: process.env["TMPDIR"] ?? "/tmp",
      ...environment,
      NODE_ENV: "production",
      HOLDFAST_PARENT_PID: String(process.pid),
    },
  });
  let said = "";
  await waitUntilReady(part, async () => (said += part.logTail()).includes('"indexer_started"'), { timeoutMs: 30_000, pollMs: 25 });
  return part;
}
