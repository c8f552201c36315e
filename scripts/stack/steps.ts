// Progress for a person: one line per step, with its duration.

export interface Steps {
  /** Runs one step; its line appears when it begins and is completed when it ends. */
  run<T>(label: string, work: () => Promise<T>): Promise<T>;
  /** A line of its own. */
  say(line: string): void;
}

const LABEL_WIDTH = 44;

/** Steps that print through `write`. */
export function createSteps(write: (text: string) => void): Steps {
  return {
    run: async (label, work) => {
      const startedAt = performance.now();
      write(`  ${`${label} `.padEnd(LABEL_WIDTH, ".")} `);
      try {
        const value = await work();
        write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
        return value;
      } catch (error) {
        write("failed\n");
        throw error;
      }
    },
    say: (line) => {
      write(`${line}\n`);
    },
  };
}

/** Steps that nobody watches. */
export const silentSteps: Steps = { run: async (_label, work) => await work(), say: () => undefined };
