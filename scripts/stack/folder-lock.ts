// Two launchers on one data folder would fight over its database; the second is told so.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { errorCode, LaunchError } from "./launch-error";
import { processIdentity } from "./process-identity";

/** The lock's file name inside the data folder. */
export const LOCK = "launcher.lock";

export interface FolderLock {
  release(): void;
}

/** Takes the lock, also from a launcher that is dead; refuses with one sentence while a living one holds it. */
export function lockFolder(folder: string): FolderLock {
  const lock = path.join(folder, LOCK);
  const own = path.join(folder, `${LOCK}.${process.pid}`);
  writeFileSync(own, processIdentity(process.pid) ?? "");
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (tryLink(own, lock)) return { release: () => releaseLock(lock) };
      clearStale(lock, folder);
    }
  } finally {
    rmSync(own, { force: true });
  }
  throw new LaunchError(`The folder ${folder} cannot be locked; another start is taking it at this very moment.`);
}

/** A hard link appears with its content at once, so nobody ever reads a half-written lock. */
function tryLink(own: string, lock: string): boolean {
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

function clearStale(lock: string, folder: string): void {
  const holder = readLock(lock);
  if (holder === null) return;
  const pid = Number.parseInt(holder, 10);
  if (processIdentity(pid) === holder) {
    throw new LaunchError(
      `Another launcher (process ${pid}) already runs on ${folder}; stop it, or choose another folder with --data DIR.`,
    );
  }
  // Moved aside rather than deleted: if somebody else was faster, what was moved is theirs and goes back.
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  if (readLock(aside) !== holder) tryLink(aside, lock);
  rmSync(aside, { force: true });
}

function releaseLock(lock: string): void {
  if (readLock(lock) === processIdentity(process.pid)) rmSync(lock, { force: true });
}

function readLock(lock: string): string | null {
  try {
    return readFileSync(lock, "utf8");
  } catch {
    return null;
  }
}
