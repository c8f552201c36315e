// No regular expression of the product may take seconds over a text that somebody chose for it.
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { productSources } from "./product-sources";

/** Short ones first: what doubles its work per character shows below 100, before a longer text would hang the run; what squares or cubes it shows later. */
const LENGTHS = [20, 24, 28, 32, 38, 44, 64, 96, 512, 2_048];
/** Far above what any needs here, far below what a careless pattern needs. */
const MS_MAX = 250;

const UNITS = ["a", "0", " ", "-", ".", "/", "a.", "aA", "\t", "@", "a@", "=", '"', "\\", "é", "\n", "0x", "a,", "_-"];
const long = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
/** Texts that make careless patterns try again and again: one character or a few, and an end that cannot match. */
const hostile = (length: number): readonly string[] =>
  UNITS.flatMap((unit) => [`${long(unit, length)}!`, `${long(unit, length)}\u0000`, `a${long(unit, length)}\n`]);
const HOSTILE = LENGTHS.map(hostile);

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

const millisecondsOf = (pattern: RegExp, text: string): number => {
  const startedAt = performance.now();
  text.replace(pattern, "");
  return performance.now() - startedAt;
};
/** Slow is what is slow twice: a busy machine may stop for a moment. */
const isSlow = (pattern: RegExp): boolean =>
  HOSTILE.some((texts) => texts.some((text) => millisecondsOf(pattern, text) > MS_MAX && millisecondsOf(pattern, text) > MS_MAX));

describe("the patterns of the product", () => {
  it("answer within a moment over 2 KiB of hostile text", () => {
    const patterns = productSources().flatMap(({ file, text }) => patternsOf(file, text));
    expect(patterns.length).toBeGreaterThan(150);
    const slow = patterns.filter(({ source, flags }) => isSlow(new RegExp(source, flags)));
    expect(slow).toEqual([]);
  });

  it("would show one that doubles its work with each character", () => {
    expect(isSlow(/^(a+)+$/)).toBe(true);
  });
});
