// A step of a check: one process whose whole output is kept, so that a failure is shown complete and a success stays quiet.
import { type ChildProcess, spawn } from "node:child_process";

export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Extra variables for this process only. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Reads the counts of a step that runs tests. Without it a step counts as one. */
  readonly count?: () => Count;
  /** Shows the output while it comes, for steps that take minutes. */
  readonly live?: boolean;
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

export interface StepOutcome extends Count {
  readonly name: string;
  readonly seconds: number;
  readonly output: string;
}

const running = new Set<ChildProcess>();

/** Ends what was started when the run itself is ended; each step is its own process group, so that its children go with it. */
export function endStepsOnSignal(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      for (const child of running) if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      process.exit(130);
    });
  }
}

function spawnStep(step: Step, onOutput: (text: string) => void): Promise<number> {
  const [file, ...args] = step.command;
  if (file === undefined) throw new Error(`The step "${step.name}" names no command`);
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], detached: true, env: { ...process.env, ...step.environment } });
    running.add(child);
    const finish = (code: number): void => {
      running.delete(child);
      resolve(code);
    };
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => onOutput(chunk.toString()));
    child.once("error", (error) => {
      onOutput(`${error.message}\n`);
      finish(1);
    });
    child.once("close", (code) => finish(code ?? 1));
  });
}

/** A step that ended badly has at least one failure, whatever its report says: a report can be missing or stale. */
function countOf(step: Step, exitCode: number): Count {
  if (step.count === undefined) return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const counted = step.count();
  if (exitCode !== 0 && counted.failed === 0) return { ...counted, failed: 1 };
  return counted;
}

/** Runs one step to its end; never throws for a failing step. */
export async function runStep(step: Step): Promise<StepOutcome> {
  const startedAt = performance.now();
  let output = "";
  const exitCode = await spawnStep(step, (text) => {
    output += text;
    if (step.live === true) process.stdout.write(text);
  });
  return { name: step.name, seconds: (performance.now() - startedAt) / 1000, output, ...countOf(step, exitCode) };
}
