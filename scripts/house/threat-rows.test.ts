// Each threat of docs/threat-model.md names a test, and each thing that Cognito does not do has an owner here and a test.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testKind } from "./test-kind";

const PAGE = readFileSync("docs/threat-model.md", "utf8");

/** The cells of the table below a heading, without its head. */
function tableBelow(heading: string): readonly (readonly string[])[] {
  const section = PAGE.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(1).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
/** What is wrong with a cell of tests, in words; null when each is one that a runner knows. */
const faultOf = (cell: string | undefined): string | null => {
  const named = quoted(cell ?? "");
  const strange = named.filter((file) => testKind(file) === null);
  return named.length === 0 ? "names no test" : strange.length > 0 ? `no tests: ${strange.join(", ")}` : null;
};

const THREATS = tableBelow("Threats and the tests that hold them");
const GAPS = tableBelow("What Cognito does not do, and who owns it here");

describe("threats", () => {
  it("are at least forty, numbered without a gap, what happened to others first", () => {
    expect(THREATS.length).toBeGreaterThanOrEqual(40);
    expect(THREATS.map(([number]) => Number(number))).toEqual(THREATS.map((_, index) => index + 1));
    expect(PAGE).toContain("The first 38 are what has happened to others");
  });

  it.each(THREATS.map((cells) => [cells[0] ?? "", cells] as const))("%s says who, where and what is done, and names a test", (_, cells) => {
    expect(cells).toHaveLength(6);
    for (const cell of cells.slice(1, 5)) expect(cell.length).toBeGreaterThan(2);
    expect(faultOf(cells[5])).toBeNull();
  });
});

describe("what Cognito does not do", () => {
  const NEEDED = [
    ...[
      "challenge of a transaction",
      "lockout",
      "Reuse of a rotated",
      "Custom challenges",
      "verifies offline",
      "first sign-in",
      "Attributes",
    ],
    ...[
      "tells nobody",
      "lost every factor",
      "goes idle",
      "Compromised passwords",
      "money, roles and limits",
      "per account of AWS",
      "USER_AUTH",
    ],
    ...["change of email", "enrolled with an access token", "bound to nobody"],
  ];

  it.each(NEEDED)("has a row: %s", (words) => {
    expect(GAPS.filter(([gap]) => gap?.includes(words))).toHaveLength(1);
  });

  it.each(GAPS.map((cells) => [cells[0] ?? "", cells] as const))("has an owner and a test: %s", (_, cells) => {
    expect(cells).toHaveLength(3);
    expect(cells[1]?.length).toBeGreaterThan(5);
    expect(quoted(cells[1] ?? "").filter((path) => path.includes("/") && !path.startsWith("/") && !existsSync(path))).toEqual([]);
    expect(faultOf(cells[2])).toBeNull();
  });
});

describe("this guard", () => {
  it("sees a row without a test, and one whose test is gone", () => {
    expect(faultOf("by care")).toBe("names no test");
    expect(faultOf("`lib/gone.test.ts`")).toBe("no tests: lib/gone.test.ts");
    expect(faultOf("`lib/money/money.ts`")).toBe("no tests: lib/money/money.ts");
    expect(faultOf("`lib/money/money.test.ts`")).toBeNull();
  });
});
