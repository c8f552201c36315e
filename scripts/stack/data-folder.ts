// The folder that holds one installation's data. It is marked, because --fresh deletes it and must never delete anything else.
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { errorCode, explainFailure, LaunchError } from "./launch-error";
import { MARKER, sharedFolderFor } from "./shared-folder";

/** Makes or opens the folder and answers its absolute path; refuses a folder with other people's files in it. */
export function openDataFolder(folder: string): string {
  const absolute = path.resolve(folder);
  try {
    makeFolder(absolute);
    const marker = path.join(absolute, MARKER);
    if (!existsSync(marker)) {
      requireOurs(absolute);
      writeFileSync(marker, "Made by the launcher; --fresh deletes this folder.\n");
    }
    mkdirSync(path.join(absolute, "logs"), { recursive: true });
    accessSync(absolute, constants.W_OK);
    return absolute;
  } catch (error) {
    throw explainFailure(error, absolute);
  }
}

/** Deletes the folder's contents, and the stand-in that its database may have elsewhere. Nobody may be using it. */
export function emptyDataFolder(folder: string, keep: readonly string[]): void {
  const absolute = path.resolve(folder);
  if (!existsSync(absolute)) return;
  requireOurs(absolute);
  try {
    for (const entry of readdirSync(absolute)) {
      if (entry !== MARKER && !keep.includes(entry)) rmSync(path.join(absolute, entry), { recursive: true, force: true });
    }
    removeStandIn(path.join(absolute, "pg"));
  } catch (error) {
    throw explainFailure(error, absolute);
  }
}

/** Step by step: Node's own recursive form never returns where a parent exists and still refuses with ENOENT, as under /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (folder !== path.dirname(folder)) makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o755 });
  } catch (cause) {
    throw errorCode(cause) === "ENOSPC"
      ? cause
      : new LaunchError(`The folder ${folder} cannot be made (${errorCode(cause) ?? "unknown reason"}); choose another with --data DIR.`, {
          cause,
        });
  }
}

function removeStandIn(folder: string): void {
  const standIn = sharedFolderFor(folder);
  const marker = path.join(standIn, MARKER);
  if (existsSync(marker) && readFileSync(marker, "utf8").trim() === folder) rmSync(standIn, { recursive: true, force: true });
}

function requireOurs(folder: string): void {
  if (existsSync(path.join(folder, MARKER)) || readdirSync(folder).length === 0) return;
  throw new LaunchError(
    `The folder ${folder} holds files that the launcher did not make (it has no ${MARKER}); choose another with --data DIR.`,
  );
}
