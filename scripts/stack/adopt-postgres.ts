// A server that a killed launcher left behind is taken over when it is really ours, and awaited when it is on its way out.
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describeProcess } from "./describe-process";
import { LaunchError } from "./launch-error";
import { signalProcess, type Part, type PartExit } from "./part";
import { askPostgres } from "./postgres-connection";
import { readPostmasterPid } from "./postmaster-pid";
import { processIdentity } from "./process-identity";
import type { Guard } from "./start-guard";

const POLL_MS = 50;
const ATTEMPTS_MAX = 200;

export interface AdoptedPostgres {
  readonly part: Part;
  readonly port: number;
}

/** The running server of `dataDir` with the wanted durability, or null when there is none (any more) and one may be started. */
export async function adoptPostgres(dataDir: string, durable: boolean, guard: Guard): Promise<AdoptedPostgres | null> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const note = readPostmasterPid(dataDir);
    if (note === null) return null;
    const identity = processIdentity(note.pid);
    if (identity === null) return null;
    const answer = await askPostgres(dataDir, note.port);
    if (answer.kind === "none" && dropStrangersNote(dataDir, note.pid)) return null;
    if (answer.kind === "ours") {
      if (answer.durable === durable) return { part: adoptedPart(note.pid, identity, guard), port: note.port };
      signalProcess(note.pid, "SIGINT");
    }
    await sleep(POLL_MS);
  }
  throw new LaunchError(
    `The PostgreSQL server that a former start left behind in ${dataDir} neither answers nor ends; end it and start again.`,
  );
}

/**
 * After a restart of the machine the noted number may belong to any program, and PostgreSQL would refuse to start because of it.
 * The note goes only when that program is certainly no PostgreSQL: two servers on one folder would destroy it.
 */
function dropStrangersNote(dataDir: string, pid: number): boolean {
  const found = describeProcess(pid);
  if (found === null || found.command.includes("postgres")) return false;
  rmSync(path.join(dataDir, "postmaster.pid"), { force: true });
  return true;
}

function adoptedPart(pid: number, identity: string, guard: Guard): Part {
  guard.watch({ pid, signal: "SIGINT", group: false });
  const lives = (): boolean => processIdentity(pid) === identity;
  let exit: PartExit | null = null;
  const ended = (async () => {
    // It is nobody's child here, so its end can only be seen by looking.
    while (lives()) await sleep(250, undefined, { ref: false });
    guard.forget(pid);
    exit = { code: null, signal: null };
    return exit;
  })();
  return {
    name: "PostgreSQL",
    pid,
    ended,
    hasEnded: () => exit !== null,
    logTail: () => "",
    stop: async () => {
      if (lives()) signalProcess(pid, "SIGINT");
      for (let waitedMs = 0; lives() && waitedMs < 10_000; waitedMs += POLL_MS) await sleep(POLL_MS);
      if (lives()) signalProcess(pid, "SIGQUIT");
      guard.forget(pid);
    },
  };
}
