// The launcher's side of the guard: tells it what to end should this process die without ending it itself.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { LaunchError } from "./launch-error";

/** How the guard ends one process: a polite signal first, to the whole process group when it leads one. */
export interface Watched {
  readonly pid: number;
  readonly signal: NodeJS.Signals;
  readonly group: boolean;
}

export interface Guard {
  readonly pid: number;
  /** Refuses once the guard has been told to close: from then on nothing may be started. Call it before a process is started. */
  requireOpen(): void;
  watch(watched: Watched): void;
  forget(pid: number): void;
  /** The folder is deleted once everything watched has ended, and only if it still holds the marker file. */
  removeAtEnd(folder: string, marker: string): void;
  /** Ends whatever is still watched, and the guard. */
  close(): Promise<void>;
  /** Resolves when the guard is gone, whatever ended it. */
  readonly ended: Promise<void>;
}

const GUARD_FILE = fileURLToPath(new URL("./guard.mjs", import.meta.url));

/** Starts the guard in a session of its own, so that nothing sent to the launcher's group or terminal reaches it. */
export function startGuard(): Guard {
  const child = spawn(process.execPath, [GUARD_FILE], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    env: { NODE_ENV: "production" },
  });
  const ended = once(child, "exit").then(() => undefined);
  // A guard that has died cannot be told anything; its end is reported through `ended`.
  child.stdin.on("error", () => undefined);
  const tell = (order: object): void => void child.stdin.write(`${JSON.stringify(order)}\n`);
  return {
    pid: child.pid ?? 0,
    ended,
    requireOpen: () => {
      if (child.stdin.writableEnded) throw new LaunchError("Stopped.");
    },
    watch: ({ pid, signal, group }) => {
      tell({ do: "watch", pid, signal, group });
    },
    forget: (pid) => {
      tell({ do: "forget", pid });
    },
    removeAtEnd: (folder, marker) => {
      tell({ do: "remove", folder, marker });
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
