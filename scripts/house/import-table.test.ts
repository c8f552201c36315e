import { describe, expect, it } from "vitest";
import { IMPORT_TABLE, ROOT_CONFIG } from "./import-table";
import { sourceFiles } from "./source-files";

describe("the import table", () => {
  it("names only parts that stand above, so that parts can form no circle", () => {
    const upwards = IMPORT_TABLE.flatMap((part, index) => {
      const above = new Set(IMPORT_TABLE.slice(0, index).map((row) => row.name));
      return part.parts.filter((name) => !above.has(name)).map((name) => `${part.name} -> ${name}`);
    });
    expect(upwards).toEqual([]);
  });

  it("gives every source file exactly one part", () => {
    const homeless = sourceFiles()
      .filter((file) => !new RegExp(ROOT_CONFIG).test(file))
      .map((file) => ({ file, parts: IMPORT_TABLE.filter((part) => new RegExp(part.where).test(file)).map((part) => part.name) }))
      .filter(({ parts }) => parts.length !== 1);
    expect(homeless).toEqual([]);
  });

  it("lets product and test pool never import each other", () => {
    const product = IMPORT_TABLE.filter((part) => /^(lib|app|components|middleware)/.test(part.where.slice(1)));
    expect(product.length).toBeGreaterThan(10);
    expect(product.filter((part) => part.parts.includes("testpool"))).toEqual([]);
    expect(IMPORT_TABLE.find((part) => part.name === "testpool")?.parts).toEqual([]);
  });

  it("gives rules and verbs no package at all", () => {
    const pure = ["ground", "money", "ledger", "market", "identity", "ports", "use-cases"];
    const rows = IMPORT_TABLE.filter((part) => pure.includes(part.name));
    expect(rows.map((part) => part.name).sort()).toEqual([...pure].sort());
    expect(rows.filter((part) => part.packages.length > 0 || part.node)).toEqual([]);
  });
});
