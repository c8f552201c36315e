// npm takes `--key` for an old setting of its own and hands it neither to the script's arguments nor to its environment. What was typed is
// still in the log that npm itself writes of the very run, so it is read from there.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

// npm opens its log, and starts the script, within moments; an older log is of another run.
const LOG_AGE_MS_MAX = 60_000;
const STAMP = /^(\d{4}-\d{2}-\d{2})T(\d{2})_(\d{2})_(\d{2})_(\d{3})Z-debug-0\.log$/;
const ARGUMENTS = /^\d+ verbose argv (.+)$/m;

/** Where to look: the names that npm gives its scripts. */
export type NpmEnvironment = Readonly<Record<string, string | undefined>>;

/** The value of `--key VALUE` or `--key=VALUE` among arguments, or undefined. */
export function keyAmong(typed: readonly string[]): string | undefined {
  const at = typed.findIndex((argument) => argument === "--key" || argument.startsWith("--key="));
  const argument = typed[at];
  if (argument === undefined) return undefined;
  return argument === "--key" ? (typed[at + 1] ?? "") : argument.slice("--key=".length);
}

/**
 * What was typed as `--key` behind `npm run SCRIPT FILE`, or undefined when nothing was, or npm keeps no logs. Only the newest log of a run of
 * this very script on this very file counts, and only when it was opened within the minute before `startedAtMs`.
 */
export function keyKeptByNpm(environment: NpmEnvironment, file: string, startedAtMs: number): string | undefined {
  const { npm_lifecycle_event: script, npm_config_cache: cache, npm_config_logs_dir: logsDir } = environment;
  const folder = logsDir ?? (cache === undefined ? undefined : path.join(cache, "_logs"));
  if (script === undefined || folder === undefined) return undefined;
  for (const name of newestFirst(folder)) {
    const openedAtMs = openedAt(name);
    if (openedAtMs === null || openedAtMs > startedAtMs || startedAtMs - openedAtMs > LOG_AGE_MS_MAX) continue;
    const typed = argumentsIn(path.join(folder, name));
    if (typed.includes(script) && typed.includes(file)) return keyAmong(typed);
  }
  return undefined;
}

function newestFirst(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort().reverse();
  } catch {
    return [];
  }
}

function openedAt(name: string): number | null {
  const [, day, hours, minutes, seconds, milliseconds] = STAMP.exec(name) ?? [];
  return day === undefined ? null : Date.parse(`${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`);
}

/** npm writes its arguments as JSON texts, parted by spaces. */
function argumentsIn(log: string): readonly string[] {
  try {
    const line = ARGUMENTS.exec(readFileSync(log, "utf8"))?.[1] ?? "";
    return (line.match(/"(?:[^"\\]|\\.)*"/g) ?? []).map((text) => JSON.parse(text) as string);
  } catch {
    return [];
  }
}
