// Durable memory: one line per committed batch. A write() that returned survives kill -9, and a torn last line is
// a batch that was never answered, so it is dropped.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** One change: collection, key, and the new value or null for a removal. */
export type Change = readonly [collection: string, key: string, value: unknown];

/** The file behind the store. */
export interface AppendLog {
  /** Every change that was committed before, oldest first. */
  read(): Change[];
  /** Commits one batch with a single write. */
  append(batch: readonly Change[]): void;
  /** Replaces the whole file by one batch, atomically. */
  replace(batch: readonly Change[]): void;
  /** Bytes written since the last replacement. */
  bytes(): number;
  close(): void;
}

function parseLines(text: string): Change[] {
  const complete = text.slice(0, text.lastIndexOf("\n") + 1);
  return complete
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => JSON.parse(line) as Change[]);
}

/** Opens `state.jsonl` in `dataDir` (made with mode 0700; the file has 0600). */
export function openAppendLog(dataDir: string): AppendLog {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "state.jsonl");
  let descriptor: number | null = null;
  let bytes = 0;
  const open = () => (descriptor ??= openSync(path, "a", 0o600));
  const close = () => {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  };
  return {
    read: () => (existsSync(path) ? parseLines(readFileSync(path, "utf8")) : []),
    append: (batch) => {
      const line = Buffer.from(`${JSON.stringify(batch)}\n`);
      bytes += line.length;
      for (let offset = 0; offset < line.length;) offset += writeSync(open(), line, offset);
    },
    replace: (batch) => {
      close();
      const temporary = `${path}.${process.pid}.tmp`;
      writeFileSync(temporary, batch.map((change) => `${JSON.stringify([change])}\n`).join(""), { mode: 0o600 });
      renameSync(temporary, path);
      bytes = 0;
    },
    bytes: () => bytes,
    close,
  };
}

/** A log that remembers nothing: for tests that need no restart. */
export function openMemoryLog(): AppendLog {
  return { read: () => [], append: () => undefined, replace: () => undefined, bytes: () => 0, close: () => undefined };
}
