// A pid alone names nobody for long: systems hand numbers out again. Pid plus start time names one process.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A string that only this life of `pid` has, or null when no such process runs (a zombie counts as gone). */
export function processIdentity(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return process.platform === "linux" ? identityFromProc(pid) : identityFromPs(pid);
}

function identityFromProc(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  // The name in parentheses may hold spaces, so the fields are counted from its end: state is field 3, start time field 22.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? null : `${pid}@${fields[19] ?? ""}`;
}

function identityFromPs(pid: number): string | null {
  const { status, stdout } = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
  const line = stdout.trim();
  return status !== 0 || line === "" || line.startsWith("Z") ? null : `${pid}@${line.slice(line.indexOf(" ")).trim()}`;
}
