// The command as tests start, kill and start it again.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../bin/holdfast-testpool.mjs", import.meta.url));
const READY_MS_MAX = 30_000;
const POLL_MS = 10;

/** A command that was started; `ready` answers its URL, `ended` how it ended and what it said. */
export interface LaunchedCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  ready(): Promise<string>;
}

function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NODE_ENV: _test, VITEST: _vitest, ...rest } = process.env;
  return { ...rest, ...more } as NodeJS.ProcessEnv;
}

/** Starts the command. */
export function launchCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}): LaunchedCommand {
  const child = spawn(process.execPath, [BIN, ...args], { env: environment(env), stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, "close").then(() => ({ code: child.exitCode, out, err }));
  const ready = async () => {
    for (let waitedMs = 0; waitedMs < READY_MS_MAX; waitedMs += POLL_MS) {
      const url = /^ready (http:\/\/127\.0\.0\.1:\d+)$/m.exec(out)?.[1];
      if (url !== undefined) return url;
      if (child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error(`The pool did not start: ${err}`);
  };
  return { child, ended, ready };
}
