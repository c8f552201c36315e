import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

interface Compiler {
  compileSources(folder: string, entry: string): string | null;
}
const { compileSources } = (await import(new URL("./compile-sources.mjs", import.meta.url).href)) as Compiler;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-sources-"));
  mkdirSync(join(folder, "inner"));
  writeFileSync(join(folder, "inner", "number.ts"), "export const number: number = 1;");
  writeFileSync(join(folder, "entry.ts"), 'export { number } from "./inner/number";');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const numberOf = async (address: string | null) => ((await import(/* @vite-ignore */ address ?? "")) as { number: number }).number;

describe("compiled sources", () => {
  test("are kept while no source changes, and made anew when one does", async () => {
    const first = compileSources(folder, "entry.ts");
    expect(await numberOf(first)).toBe(1);
    writeFileSync(join(folder, "inner", "number.test.ts"), "a test is no source");
    expect(compileSources(folder, "entry.ts")).toBe(first);
    writeFileSync(join(folder, "inner", "number.ts"), "export const number: number = 22;");
    const second = compileSources(folder, "entry.ts");
    expect(second).not.toBe(first);
    expect(await numberOf(second)).toBe(22);
    expect(readdirSync(join(folder, "node_modules", ".cache", "holdfast-testpool"))).toHaveLength(1);
  });

  test("are none where they cannot be kept, or cannot be compiled", () => {
    writeFileSync(join(folder, "node_modules"), "a file is in the way");
    expect(compileSources(folder, "entry.ts")).toBeNull();
    rmSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "entry.ts"), "export const = ;");
    expect(compileSources(folder, "entry.ts")).toBeNull();
    writeFileSync(join(folder, "entry.ts"), "export const number = 3;");
    expect(compileSources(folder, "entry.ts")).not.toBeNull();
  });
});
