// A launcher started by `npm run` stands below npm and tsx. When one of those is killed without a word, nobody is left who
// could stop the launcher, so it stops itself. A shell above them may go: people start things in the background on purpose.
import { describeProcess } from "./describe-process";
import { processIdentity } from "./process-identity";

const LOOK_MS = 500;
const DEPTH_MAX = 6;
const STARTERS = /\bnpm\b|\bnpx\b|\btsx\b|^\S*\b(sh|dash|bash) -c/;

/** Calls `onGone` once, when a starter of this process (npm, npx, tsx and the shells between them) is gone. */
export function watchAncestors(onGone: () => void): void {
  const ancestors = startersAbove(process.ppid);
  if (ancestors.length === 0) return;
  const timer = setInterval(() => {
    if (ancestors.every(({ pid, identity }) => processIdentity(pid) === identity)) return;
    clearInterval(timer);
    onGone();
  }, LOOK_MS);
  timer.unref();
}

interface Ancestor {
  readonly pid: number;
  readonly identity: string;
}

function startersAbove(first: number): Ancestor[] {
  const found: Ancestor[] = [];
  for (let pid = first; pid > 1 && found.length < DEPTH_MAX;) {
    const identity = processIdentity(pid);
    const about = describeProcess(pid);
    if (identity === null || about === null || !STARTERS.test(about.command)) break;
    found.push({ pid, identity });
    pid = about.parent;
  }
  return found;
}
