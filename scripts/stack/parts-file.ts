// The note of what runs, for the one case that the guard cannot cover: launcher and guard killed together.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import { signalProcess } from "./part";
import { processIdentity } from "./process-identity";
import { writePrivateFile } from "./write-private-file";

export interface NotedPart {
  readonly name: string;
  readonly pid: number;
  readonly identity: string;
}

/** The guard's and PostgreSQL's names in the note: the first is awaited, the second taken over by its own start. */
export const GUARD_NAME = "guard";
export const POSTGRES_NAME = "PostgreSQL";

const fileIn = (dataDir: string): string => path.join(dataDir, "parts.json");
const POLL_MS = 50;
const GUARD_WAIT_MS = 30_000;
const END_WAIT_MS = 5_000;

/** Writes which processes belong to this start. */
export function noteParts(dataDir: string, parts: readonly { readonly name: string; readonly pid: number }[]): void {
  const noted = parts.map(({ name, pid }) => ({ name, pid, identity: processIdentity(pid) })).filter(({ identity }) => identity !== null);
  writePrivateFile(fileIn(dataDir), JSON.stringify(noted));
}

/**
 * Ends what a former start left running. Only processes whose start time is the noted one: a pid alone may be
 * somebody else's by now. PostgreSQL is left for the next start to take over, unless its data is about to go.
 */
export async function endLeftovers(dataDir: string, { withPostgres }: { readonly withPostgres: boolean }): Promise<void> {
  const parts = readNote(dataDir);
  const guard = parts.find(({ name }) => name === GUARD_NAME);
  // A living guard is at work right now and ends everything itself.
  if (guard !== undefined) await waitUntilGone(guard, GUARD_WAIT_MS);
  for (const part of parts.reverse()) {
    const isPostgres = part.name === POSTGRES_NAME;
    if ((isPostgres && !withPostgres) || part.name === GUARD_NAME || !lives(part)) continue;
    // PostgreSQL ends its own children, and for it SIGINT is the polite signal that does not wait for its clients.
    if (isPostgres) signalProcess(part.pid, "SIGINT");
    else signalProcess(-part.pid, "SIGTERM");
    await waitUntilGone(part, END_WAIT_MS);
    if (lives(part)) signalProcess(-part.pid, "SIGKILL");
  }
}

const lives = (part: NotedPart): boolean => processIdentity(part.pid) === part.identity;

async function waitUntilGone(part: NotedPart, waitMs: number): Promise<void> {
  for (let waitedMs = 0; lives(part) && waitedMs < waitMs; waitedMs += POLL_MS) await sleep(POLL_MS);
}

function readNote(dataDir: string): NotedPart[] {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), "utf8")) as NotedPart[];
  } catch {
    return [];
  }
}
