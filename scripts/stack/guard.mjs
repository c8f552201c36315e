// The guard outlives a launcher that is killed: its standard input is a pipe that only the launcher holds open, so the pipe's
// end means that the launcher is gone, however it went. Then the guard ends what the launcher had started, newest first.
// Plain JavaScript without packages, so that it starts at once and has nothing that can fail.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const GRACE_MS = 10_000;
const POLL_MS = 25;

/** @type {Map<number, {signal: string, group: boolean}>} */
const watched = new Map();
/** @type {{folder: string, marker: string}[]} */
const folders = [];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  if (order.do === "watch") watched.set(order.pid, { signal: order.signal, group: order.group });
  if (order.do === "forget") watched.delete(order.pid);
  if (order.do === "remove") folders.push({ folder: order.folder, marker: order.marker });
}

for (const [pid, { signal, group }] of [...watched].reverse()) {
  send(pid, signal, group);
  const deadline = Date.now() + GRACE_MS;
  while (isAlive(pid) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  // Whatever the process itself had started goes too: it is in the same group.
  if (isAlive(pid) || group) send(pid, "SIGKILL", group);
}
for (const { folder, marker } of folders) {
  if (existsSync(join(folder, marker))) rmSync(folder, { recursive: true, force: true });
}

/** @param {number} pid @param {string} signal @param {boolean} group */
function send(pid, signal, group) {
  try {
    process.kill(group ? -pid : pid, signal);
  } catch {
    // It is gone already, which is what was wanted.
  }
}

/** A zombie is dead: nobody may be there to collect it. @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
  } catch {
    return process.platform !== "linux";
  }
}
