// The run's settlement worker, in the hands of the stack's owner: a suite may ask for it to be stopped, killed without a word, or started.
import type { Part } from "@/scripts/stack/part";
import { signalProcess } from "@/scripts/stack/part";
import type { Stack } from "@/scripts/stack/start-stack";

export const WORKER_ORDERS = ["start", "stop", "kill"] as const;
export type WorkerOrder = (typeof WORKER_ORDERS)[number];

export interface WorkerHandle {
  /** Does what is asked; starting one that runs and ending one that does not are nothing. */
  do(order: WorkerOrder): Promise<void>;
}

/** A handle on the one worker of `stack`, whose settings are changed by `changes` (relays in place of the parts themselves). */
export function createWorkerHandle(stack: Stack, changes: Readonly<Record<string, string>>): WorkerHandle {
  let part: Part | null = null;
  return {
    do: async (order) => {
      if (part?.hasEnded() === true) part = null;
      if (order === "start") {
        part ??= await stack.startWorker(changes);
        return;
      }
      if (part === null) return;
      if (order === "kill") {
        signalProcess(-part.pid, "SIGKILL");
        await part.ended;
      }
      await part.stop();
      part = null;
    },
  };
}
