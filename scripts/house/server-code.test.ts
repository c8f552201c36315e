import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "./source-files";

const isTest = (file: string): boolean => /\.(test|spec)\.tsx?$/.test(file);
const PRODUCT = /^(lib\/(?!testing\/)|app\/|components\/|worker\/|middleware\.ts$)/;
const product = sourceFiles().filter((file) => PRODUCT.test(file) && !isTest(file));
const read = (file: string): string => readFileSync(file, "utf8");
const withoutComments = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");

describe("server code says so", () => {
  it('opens every file of lib/server with import "server-only", so that no browser bundle can hold it', () => {
    const server = product.filter((file) => file.startsWith("lib/server/"));
    expect(server.length).toBeGreaterThan(10);
    const silent = server.filter((file) => !/^\s*import "server-only";/.test(withoutComments(read(file))));
    expect(silent).toEqual([]);
  });

  it("has no Server Action anywhere", () => {
    expect(product.filter((file) => /^\s*["']use server["']/m.test(read(file)))).toEqual([]);
  });

  it("reads process.env in one file of the product, and in one of each worker, which is another process", () => {
    const readers = product.filter((file) => withoutComments(read(file)).includes("process.env"));
    expect(readers.sort()).toEqual(["lib/server/env.ts", "worker/index/index-settings.ts", "worker/worker-settings.ts"]);
  });
});
