// No regular expression of the product may take seconds over a text that somebody chose for it.
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { productSources } from "./product-sources";

const LENGTH = 4_096;
/** Far above what any needs here, far below what a pattern that doubles its work needs. */
const MS_MAX = 250;

const long = (unit: string, end = ""): string => unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH) + end;
/** Texts that make careless patterns try again and again: one character or a few, and an end that cannot match. */
const HOSTILE = ["a", "0", " ", "-", ".", "/", "a.", "aA", "\t", "@", "a@", "=", '"', "\\", "é", "\n", "0x", "a,", "_-"].flatMap((unit) => [
  long(unit, "!"),
  long(unit, "\u0000"),
  `a${long(unit)}\n`,
]);

function patternsOf(file: string, text: string): readonly { readonly file: string; readonly source: string; readonly flags: string }[] {
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: { file: string; source: string; flags: string }[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      found.push({ file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, look);
  };
  look(parsed);
  return found;
}

const slowest = (pattern: RegExp): number => {
  const times = HOSTILE.map((text) => {
    const startedAt = performance.now();
    text.replace(pattern, "");
    return performance.now() - startedAt;
  });
  return Math.max(...times);
};

describe("the patterns of the product", () => {
  it("answer within a moment over 4 KiB of hostile text", () => {
    const patterns = productSources().flatMap(({ file, text }) => patternsOf(file, text));
    expect(patterns.length).toBeGreaterThan(150);
    const slow = patterns.filter(({ source, flags }) => slowest(new RegExp(source, flags)) > MS_MAX);
    expect(slow).toEqual([]);
  });
});
