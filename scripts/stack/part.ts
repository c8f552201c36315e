// One running piece of the stack (PostgreSQL, the chain, the test pool, Next): how it is started, watched and ended.
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { LaunchError } from "./launch-error";
import type { Guard } from "./start-guard";

/** How a part ended: its exit code or the signal that ended it. */
export interface PartExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Part {
  readonly name: string;
  readonly pid: number;
  /** Resolves once, when the process is gone; never rejects. */
  readonly ended: Promise<PartExit>;
  hasEnded(): boolean;
  /** The end of what the part has printed, for explaining a failure. */
  logTail(): string;
  /** Ends the part politely, then by force after the grace; safe to call twice. */
  stop(): Promise<void>;
}

export interface PartOptions {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly guard: Guard;
  /** Null lets the part print to the terminal. */
  readonly logFile: string | null;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly user?: { readonly uid: number; readonly gid: number } | null;
  readonly stopSignal?: NodeJS.Signals;
  readonly stopGraceMs?: number;
  /** A part that ends its own children (PostgreSQL) is signalled alone; others with their whole group. */
  readonly signalGroup?: boolean;
}

/** Starts a process in its own group, so that Ctrl-C reaches the launcher only and the launcher decides the order of ending. */
export async function startPart(options: PartOptions): Promise<Part> {
  const { name, guard, logFile, stopSignal = "SIGTERM", stopGraceMs = 10_000, signalGroup = true } = options;
  guard.requireOpen();
  const log = logFile === null ? null : openSync(logFile, "w", 0o600);
  const child = spawn(options.file, options.args, {
    detached: true,
    cwd: options.cwd ?? process.cwd(),
    env: options.env ?? process.env,
    stdio: log === null ? ["ignore", "inherit", "inherit"] : ["ignore", log, log],
    ...(options.user ?? {}),
  });
  if (log !== null) closeSync(log);
  const { pid } = child;
  if (pid === undefined) {
    const cause = await new Promise<Error>((resolve) => child.once("error", resolve));
    throw new LaunchError(`${name} could not be started (${cause.message}).`, { cause });
  }
  guard.watch({ pid, signal: stopSignal, group: signalGroup });
  let exit: PartExit | null = null;
  const ended = new Promise<PartExit>((resolve) => {
    child.once("exit", (code, signal) => {
      exit = { code, signal };
      guard.forget(pid);
      resolve(exit);
    });
  });
  const hasEnded = (): boolean => exit !== null;
  const send = (signal: NodeJS.Signals): void => {
    signalProcess(signalGroup ? -pid : pid, signal);
  };
  return {
    name,
    pid,
    ended,
    hasEnded,
    logTail: () => (logFile === null ? "" : readFileSync(logFile, "utf8").slice(-4000)),
    stop: async () => {
      if (!hasEnded()) await endPolitely(ended, send, stopSignal, stopGraceMs);
      // Descendants that outlived their leader are still in its group.
      if (signalGroup) send("SIGKILL");
    },
  };
}

async function endPolitely(
  ended: Promise<PartExit>,
  send: (signal: NodeJS.Signals) => void,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  send(signal);
  const force = setTimeout(() => {
    send("SIGKILL");
  }, graceMs);
  await ended;
  clearTimeout(force);
}

/** Sends a signal; a process that is gone already is what was wanted. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: nobody is there any more.
  }
}
