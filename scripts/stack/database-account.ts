// PostgreSQL refuses to run as root. For root it therefore runs as the system's "nobody", and nothing on the host changes.
import { statSync } from "node:fs";
import path from "node:path";

export interface DatabaseAccount {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY: DatabaseAccount = { uid: 65_534, gid: 65_534 };

/** The account that the database must run as, or null when that is simply the current user. */
export function databaseAccount(): DatabaseAccount | null {
  return process.getuid?.() === 0 ? NOBODY : null;
}

/** Whether `account` may pass through every existing folder on the way to `target` (a home with mode 0700 stops it). */
export function canReach(target: string, account: DatabaseAccount): boolean {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found?.isDirectory() === true && !canEnter(found, account)) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

function canEnter(folder: { uid: number; gid: number; mode: number }, account: DatabaseAccount): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}
