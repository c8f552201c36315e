// Other processes of a demo follow the pool's clock by reading this file, so it must never be seen half written.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes the whole number of offset seconds to `path`, atomically: a reader sees the old number or the new one. */
export function writeClockFile(path: string, offsetSeconds: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${offsetSeconds}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}
