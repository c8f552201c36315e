// docs/asvs.csv is a promise per row: a test that exists, or a reason in words. Which requirements apply is our judgement (docs/asvs.md).
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { asvsRows, chapterOf } from "./asvs-rows";
import { testKind } from "./test-kind";

/** How many requirements of ASVS 5.0.0 apply, per chapter; V5 (files) and V17 (WebRTC) have none here. */
const APPLICABLE = {
  ...{ V1: 18, V2: 13, V3: 31, V4: 10, V6: 44, V7: 19, V8: 13, V9: 7, V10: 13, V11: 20, V12: 11, V13: 21, V14: 12, V15: 21, V16: 17 },
} as const;
const LEVELS = { L1: 60, L2: 137, L3: 73 } as const;
const AUTOMATABLE = { full: 216, partial: 50, no: 4 } as const;
const REASON_CHARACTERS_MIN = 20;

const ROWS = asvsRows();
const texts = new Map<string, string>();
const textOf = (file: string): string => {
  const text = texts.get(file) ?? (existsSync(file) ? readFileSync(file, "utf8") : "");
  texts.set(file, text);
  return text;
};
const counted = (names: readonly string[]): Readonly<Record<string, number>> =>
  names.reduce<Record<string, number>>((counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }), {});

describe("docs/asvs.csv", () => {
  it("has the 270 requirements that apply, each once and in their order, by chapter and level", () => {
    expect(ROWS).toHaveLength(270);
    expect(counted(ROWS.map(chapterOf))).toEqual(APPLICABLE);
    expect(counted(ROWS.map(({ level }) => level))).toEqual(LEVELS);
    expect(counted(ROWS.map(({ automatable }) => automatable))).toEqual(AUTOMATABLE);
    const places = ROWS.map(({ id }) => /^V(\d+)\.(\d+)\.(\d+)$/.exec(id)?.slice(1).map(Number) ?? []);
    const inOrder = places.map(([chapter = 0, section = 0, number = 0]) => chapter * 10_000 + section * 100 + number);
    expect(inOrder).toEqual([...new Set(inOrder)].sort((left, right) => left - right));
  });

  it("names only tests that exist, by titles that they have", () => {
    const wrong = ROWS.flatMap(({ id, tests }) =>
      tests.filter(({ file, title }) => testKind(file) === null || !textOf(file).includes(title ?? "")).map((test) => ({ id, ...test })),
    );
    expect(wrong).toEqual([]);
  });

  it("has a reason wherever a row is not met or names no test, and none where it is met", () => {
    const silent = ROWS.filter(
      ({ status, tests, reason }) => (status !== "met" || tests.length === 0) && reason.length < REASON_CHARACTERS_MIN,
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
    expect(ROWS.filter(({ status, reason }) => status === "met" && reason !== "").map(({ id }) => id)).toEqual([]);
  });

  it("holds what a machine can decide by a test, or says that it deviates", () => {
    const open = ROWS.filter(({ automatable, status, tests }) => automatable === "full" && tests.length === 0 && status !== "deviation");
    expect(open.map(({ id }) => id)).toEqual([]);
  });

  it("leaves to the deployment only what no repository can hold", () => {
    expect(ROWS.filter(({ status }) => status === "deployment").map(({ id }) => id)).toEqual(["V3.7.4", "V12.1.4", "V12.1.5", "V12.2.2"]);
  });

  it("is summed up in docs/asvs.md as it is", () => {
    const page = readFileSync("docs/asvs.md", "utf8");
    for (const [status, rows] of Object.entries(counted(ROWS.map(({ status }) => status)))) {
      expect(page).toContain(`| ${status} | ${String(rows)} |`);
    }
  });

  it("says openly what Cognito or this product cannot do", () => {
    const known = ["V6.5.5", "V6.3.3", "V10.3.5", "V11.2.3", "V13.3.3"];
    expect(known.filter((id) => ROWS.find((row) => row.id === id)?.status !== "deviation")).toEqual([]);
    for (const id of ["V10.4.5", "V13.3.1"]) expect(ROWS.find((row) => row.id === id)?.status).not.toBe("met");
  });
});
