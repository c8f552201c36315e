// What the system says about a process by number: who started it and with which words.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface ProcessDescription {
  readonly parent: number;
  readonly command: string;
}

/** The parent and the command line of `pid`, or null when it is gone or may not be looked at. */
export function describeProcess(pid: number): ProcessDescription | null {
  if (process.platform !== "linux") {
    const { status, stdout } = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, command] = /^\s*(\d+)\s+(.*)$/.exec(stdout) ?? [];
    return status === 0 && parent !== undefined && command !== undefined ? { parent: Number(parent), command } : null;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return { parent, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim() };
  } catch {
    return null;
  }
}
