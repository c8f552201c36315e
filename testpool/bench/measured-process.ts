// The command as a process that can be measured from outside: when it is ready, what it weighs, and how much of a core it has used.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../bin/holdfast-testpool.mjs", import.meta.url));
const TICKS_PER_SECOND = 100;

/** A running command. */
export interface MeasuredProcess {
  readonly url: string;
  /** From the start of the process to its line "ready". */
  readonly startMs: number;
  /** Resident memory in MiB; null where the system does not tell (no /proc). */
  memoryMib(): number | null;
  /** Seconds of one core that the process has used; null where the system does not tell. */
  cpuSeconds(): number | null;
  stop(): Promise<void>;
}

function readProc(pid: number | undefined, name: string): string | null {
  const path = `/proc/${pid ?? 0}/${name}`;
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

/** Starts the command with a seed file on a free port, and waits until it is ready. */
export async function startMeasured(seedFile: string): Promise<MeasuredProcess> {
  const { NODE_ENV: _mode, ...env } = process.env;
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, [BIN, "--port", "0", "--seed", seedFile], {
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const startMs = performance.now() - startedAtMs;
  const url = /^ready (\S+)/.exec(line.toString())?.[1];
  if (url === undefined) throw new Error(`The command did not start: ${line.toString()}`);
  return {
    url,
    startMs,
    memoryMib: () => {
      const kib = /VmRSS:\s+(\d+)/.exec(readProc(child.pid, "status") ?? "")?.[1];
      return kib === undefined ? null : Number(kib) / 1024;
    },
    cpuSeconds: () => {
      const fields = readProc(child.pid, "stat")?.split(") ")[1]?.split(" ");
      return fields === undefined ? null : (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    },
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "close");
    },
  };
}
