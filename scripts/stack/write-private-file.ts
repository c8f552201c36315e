// Files with secrets appear whole and unreadable for others, or not at all.
import { renameSync, writeFileSync } from "node:fs";

/** Writes `text` with mode 0600 under another name first, then renames: a cut-short write never replaces a good file. */
export function writePrivateFile(file: string, text: string): void {
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, text, { mode: 0o600 });
  renameSync(partial, file);
}
