// Folders for tests that start real servers: enterable for the database's account, and gone afterwards.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A new folder, for a whole test file; `remove` deletes it. */
export function freshFolder(): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-stack-test-"));
  chmodSync(folder, 0o755);
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A new folder that is deleted when the running test has finished. */
export function temporaryFolder(): string {
  const folder = freshFolder();
  onTestFinished(folder.remove);
  return folder.path;
}
