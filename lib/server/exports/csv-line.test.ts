import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine } from "./csv-line";

describe("a line of CSV", () => {
  it.each([
    ["plain cells", ["a", "1.5", null, "b"], "a,1.5,,b\r\n"],
    ["a comma, a quote and a line break", ["a,b", 'say "no"', "x\r\ny"], '"a,b","say ""no""","x\r\ny"\r\n'],
    ["space at an end", [" a", "a "], '" a","a "\r\n'],
    [
      "exact numbers, losses too",
      ["-0.000000000000000001", "12500500000000000000000"],
      "-0.000000000000000001,12500500000000000000000\r\n",
    ],
    ["a formula", ["=1+1", "+1", "-1+2", "@SUM(A1)"], "'=1+1,'+1,'-1+2,'@SUM(A1)\r\n"],
    ["a formula behind white space", [" =1", "\t=1"], "' =1,'\t=1\r\n"],
    ["a formula with a comma", ['=HYPERLINK("https://evil.example","x")'], `"'=HYPERLINK(""https://evil.example"",""x"")"\r\n`],
  ])("has %s", (_name, cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  it("gives back what went in, except for the apostrophe, and starts no cell like a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (cells) => {
        const read = readLine(csvLine(cells));
        expect(read.map((cell, index) => (cell === `'${cells[index] ?? ""}` ? cell.slice(1) : cell))).toEqual(cells);
        for (const cell of read) expect(cell).not.toMatch(/^\s*[=+@\t\r|]|^\s*-(?!\d+(\.\d+)?$)/);
      }),
    );
  });
});

/** Reads one line as RFC 4180 says. */
function readLine(line: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < line.length - 2; at += 1) {
    const char = line.charAt(at);
    if (isQuoted && char === '"' && line.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"') isQuoted = !isQuoted;
    else if (char === "," && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += char;
  }
  return [...cells, cell];
}
