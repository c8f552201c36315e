// Runs a program of an image as an engine would: another user, its folder read-only to that user, and one folder for what it must write.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The user that the Dockerfiles name. Only root may become somebody else; anybody else is held by the modes alone. */
const IMAGE_USER = 10_001;
const isRoot = process.getuid?.() === 0;
const AS_IMAGE_USER = isRoot ? { uid: IMAGE_USER, gid: IMAGE_USER } : {};

/** A packed image in a folder of its own. */
export interface Image {
  readonly folder: string;
  /** The only folder that its user may write to. */
  readonly writable: string;
  /** Starts `node FILE` with these settings and nothing else of this process's environment. */
  start(file: string, environment: Readonly<Record<string, string>>): RunningProgram;
  /** Every path below the folder with its size and time, to be compared. */
  snapshot(): readonly string[];
  remove(): void;
}

export interface RunningProgram {
  readonly child: ChildProcess;
  said(): string;
  /** Waits until it has said that; throws with what it said instead when it ends before. */
  until(word: string): Promise<void>;
  /** The code that it ends with, null after a signal. */
  readonly ended: Promise<number | null>;
}

const pathsBelow = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: "utf8" });

/** Packs into a fresh folder by `pack` and takes the right to write from everybody. */
export async function openImage(pack: (out: string) => Promise<void>): Promise<Image> {
  const [folder, writable] = [mkdtempSync(join(tmpdir(), "holdfast-image-")), mkdtempSync(join(tmpdir(), "holdfast-image-tmp-"))];
  await pack(folder);
  for (const path of pathsBelow(folder).toReversed()) {
    const stat = statSync(join(folder, path), { throwIfNoEntry: false });
    if (stat !== undefined) chmodSync(join(folder, path), stat.isDirectory() ? 0o555 : 0o444);
  }
  chmodSync(folder, 0o555);
  if (isRoot) chownSync(writable, IMAGE_USER, IMAGE_USER);
  return {
    folder,
    writable,
    start: (file, environment) => startProgram(folder, file, { PATH: process.env["PATH"] ?? "", TMPDIR: writable, ...environment }),
    snapshot: () =>
      pathsBelow(folder)
        .map((path) => [path, statSync(join(folder, path))] as const)
        .map(([path, { size, mtimeMs }]) => `${path} ${String(size)} ${String(mtimeMs)}`)
        .toSorted(),
    remove: () => {
      for (const path of ["", ...pathsBelow(folder)]) {
        const stat = statSync(join(folder, path), { throwIfNoEntry: false });
        if (stat?.isDirectory() === true) chmodSync(join(folder, path), 0o755);
      }
      for (const path of [folder, writable]) rmSync(path, { recursive: true, force: true });
    },
  };
}

function startProgram(cwd: string, file: string, environment: Readonly<Record<string, string>>): RunningProgram {
  const child = spawn(process.execPath, [file], { cwd, env: { NODE_ENV: "production", ...environment }, ...AS_IMAGE_USER });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const ended = once(child, "close").then(([code]) => code as number | null);
  const said = (): string => chunks.join("");
  return {
    ...{ child, said, ended },
    until: async (word) => {
      while (!said().includes(word)) {
        const isOver = await Promise.race([ended.then(() => true), once(child.stdout, "data").then(() => false)]);
        if (isOver && !said().includes(word)) throw new Error(`It ended before it said ${word}: ${said()}`);
      }
    },
  };
}
