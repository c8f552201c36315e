// postmaster.pid is PostgreSQL's own note of which process serves a data folder and on which port.
import { readFileSync } from "node:fs";
import path from "node:path";

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** What postmaster.pid says, or null without one. It proves nothing yet: the note of a killed server stays behind. */
export function readPostmasterPid(dataDir: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return null;
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return Number.isSafeInteger(pid) && pid > 0 && Number.isSafeInteger(port) && port > 0 ? { pid, port } : null;
}
