// Keeps the parts of one stack together: they are noted, ended in reverse order, and when one ends by itself none goes on.
import { LaunchError, isDiskFull } from "./launch-error";
import { startPart, type Part, type PartOptions } from "./part";
import { GUARD_NAME, noteParts } from "./parts-file";
import { startGuard, type Guard } from "./start-guard";

export interface Supervisor {
  readonly guard: Guard;
  /** Starts a part that shall run until the stack stops. */
  start(options: Omit<PartOptions, "guard">): Promise<Part>;
  /** Runs a program to its end; a failure is a LaunchError with the last line it printed. */
  readonly run: (options: Omit<PartOptions, "guard">) => Promise<void>;
  /** Takes a running part into its care. */
  keep(part: Part): void;
  /** Resolves with one sentence when a part has ended that should have gone on. */
  readonly broken: Promise<string>;
  /** Ends everything, newest first, and then the guard. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** A supervisor for the stack in `dataDir`, with its guard already watching. */
export function createSupervisor(dataDir: string): Supervisor {
  const guard = startGuard();
  const parts: Part[] = [];
  let stopping: Promise<void> | null = null;
  let reportBroken: (sentence: string) => void = () => undefined;
  const broken = new Promise<string>((resolve) => (reportBroken = resolve));
  const note = (): void => {
    noteParts(dataDir, [{ name: GUARD_NAME, pid: guard.pid }, ...parts]);
  };
  void guard.ended.then(() => {
    if (stopping === null) reportBroken("The guard process has ended, so nothing would clean up after the launcher.");
  });
  const keep = (part: Part): void => {
    parts.push(part);
    note();
    void part.ended.then(({ code, signal }) => {
      if (stopping === null)
        reportBroken(
          isDiskFull(part.logTail())
            ? diskFull(part)
            : `${part.name} has ended by itself (${signal ?? `exit code ${code ?? "unknown"}`}). ${lastLine(part)}`.trim(),
        );
    });
  };
  const start = (options: Omit<PartOptions, "guard">): Promise<Part> => startPart({ ...options, guard });
  const stopAll = async (): Promise<void> => {
    for (const part of [...parts].reverse()) await part.stop();
    await guard.close();
  };
  return {
    guard,
    broken,
    keep,
    start: async (options) => {
      const part = await start(options);
      keep(part);
      return part;
    },
    run: async (options) => {
      const part = await start(options);
      parts.push(part);
      note();
      const { code } = await part.ended;
      parts.splice(parts.indexOf(part), 1);
      if (code !== 0) throw failureOf(part);
    },
    stop: () => (stopping ??= stopAll()),
  };
}

/** What a part that failed has to say, as one sentence. */
export function failureOf(part: Part): LaunchError {
  return new LaunchError(isDiskFull(part.logTail()) ? diskFull(part) : `${part.name} failed: ${lastLine(part)}`);
}

const diskFull = (part: Part): string => `The disk is full (${part.name} could not write); free some space and start again.`;

/** Programs end their complaint with the point, or with a stack trace below it: the last line that is no frame of a trace. */
function lastLine(part: Part): string {
  const lines = part
    .logTail()
    .split("\n")
    .map((line) => line.trim());
  const telling = lines.filter((line) => line !== "" && !/^(at |Node\.js v|[{}\]^]|node:|[a-z]+: )/i.test(line));
  return lines.find((line) => /^\w*Error\b.*: /.test(line)) ?? telling.at(-1) ?? "";
}
