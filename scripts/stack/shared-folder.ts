// For a checkout that the database's account cannot enter: a folder elsewhere that it can, named after the place it stands for.
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { LaunchError } from "./launch-error";

/** The file that marks a folder as made by the launcher; only marked folders are ever deleted. */
export const MARKER = ".holdfast-data";

/** Where the stand-in for `folder` is. /var/tmp is preferred because it survives a restart of the machine. */
export function sharedFolderFor(folder: string): string {
  const digest = createHash("sha256").update(path.resolve(folder)).digest("hex").slice(0, 16);
  return path.join(existsSync("/var/tmp") ? "/var/tmp" : tmpdir(), `holdfast-${digest}`);
}

/** Makes the stand-in. The name can be foretold, so a folder that another user has planted there is refused. */
export function openSharedFolder(folder: string): string {
  const shared = sharedFolderFor(folder);
  mkdirSync(shared, { recursive: true, mode: 0o755 });
  const found = lstatSync(shared);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new LaunchError(`The folder ${shared} belongs to somebody else; remove it, or choose another place with --data DIR.`);
  }
  writeFileSync(path.join(shared, MARKER), `${path.resolve(folder)}\n`);
  return shared;
}
