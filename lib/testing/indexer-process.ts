// The indexer as a process of a test's own, which may be killed without a word.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { build } from "esbuild";

export interface IndexerProcess {
  readonly pid: number;
  /** Everything it has printed. */
  said(): string;
  hasEnded(): boolean;
  end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

/** The indexer as one file in `folder`: one that is killed fifty times must not spend its lives on being loaded. */
export async function bundleIndexer(folder: string): Promise<string> {
  const outfile = path.join(folder, "indexer.mjs");
  const banner = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  await build({
    ...{ entryPoints: [path.resolve("worker/index/main.ts")], outfile, bundle: true, platform: "node", format: "esm", target: "node20" },
    ...{ conditions: ["react-server"], banner: { js: banner }, logLevel: "error" },
  });
  return outfile;
}

/** Starts the indexer's file with these settings and nothing else of ours; it does not wait for anything. */
export function startIndexerProcess(file: string, environment: Readonly<Record<string, string>>): IndexerProcess {
  const child: ChildProcess = spawn(process.execPath, [file], {
    env: { PATH: process.env["PATH"] ?? "", ...environment, NODE_ENV: "production", HOLDFAST_PARENT_PID: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    said: () => said,
    hasEnded,
    end: async (signal) => {
      if (hasEnded()) return;
      child.kill(signal);
      await once(child, "exit");
    },
  };
}
