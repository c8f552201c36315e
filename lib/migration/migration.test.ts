import { describe, expect, it } from "vitest";
import { judgeRow, type RowSurroundings } from "./judge-row";
import { readLegacyRow, type LegacyRow } from "./legacy-row";
import { EMPTY_REPORT, reportText, withRow } from "./migration-report";
import { ROW_PROBLEMS } from "./row-problem";

const FIELDS = {
  ...{ legacyId: "7", email: " Ann@Old.TEST ", emailVerified: "true", createdAt: "2020-02-29T12:00:00Z", status: "active" },
  passwordHash: "$2b$10$x",
};
const ROW: LegacyRow = {
  ...{
    legacyId: "7",
    email: "ann@old.test",
    isEmailVerified: true,
    isActive: true,
    createdAtSeconds: 1_582_977_600,
    passwordHash: "$2b$10$x",
  },
};

describe("a row of the export", () => {
  it("is read from texts and from JSON values alike", () => {
    expect(readLegacyRow(FIELDS)).toEqual({ ok: true, value: ROW });
    expect(readLegacyRow({ ...FIELDS, legacyId: 7, emailVerified: true })).toEqual({ ok: true, value: ROW });
  });

  it("may leave out when it was made and its hash", () => {
    const { createdAt: _at, passwordHash: _hash, ...rest } = FIELDS;
    expect(readLegacyRow(rest)).toEqual({ ok: true, value: { ...ROW, createdAtSeconds: null, passwordHash: null } });
    expect(readLegacyRow({ ...rest, createdAt: "", passwordHash: " " })).toEqual(readLegacyRow(rest));
  });

  it.each([
    ["active", true],
    ["Active", false],
    ["closed", false],
    ["", false],
  ])("is active by exactly that word: %j", (status, isActive) => {
    expect(readLegacyRow({ ...FIELDS, status })).toMatchObject({ value: { isActive } });
  });

  it.each([["false"], ["1"], ["yes"], [""], ["TRUE"]])("is proven by the word true only, not by %j", (emailVerified) => {
    expect(readLegacyRow({ ...FIELDS, emailVerified })).toMatchObject({ value: { isEmailVerified: false } });
  });

  it.each([
    ["unreadable", null],
    ["legacy_id_invalid", { ...FIELDS, legacyId: "" }],
    ["legacy_id_invalid", { ...FIELDS, legacyId: "a b" }],
    ["legacy_id_invalid", { ...FIELDS, legacyId: "x".repeat(129) }],
    ["legacy_id_invalid", { ...FIELDS, legacyId: {} }],
    ["email_invalid", { ...FIELDS, email: "ann" }],
    ["email_invalid", { ...FIELDS, email: "\u0430nn@old.test" }],
    ["email_invalid", { ...FIELDS, email: undefined }],
    ["created_at_invalid", { ...FIELDS, createdAt: "29.02.2020" }],
    ["created_at_invalid", { ...FIELDS, createdAt: "2020-13-01T00:00:00Z" }],
    ["created_at_invalid", { ...FIELDS, createdAt: "1969-12-31T23:59:59Z" }],
  ])("is %s when that is what it is", (problem, fields) => {
    expect(readLegacyRow(fields)).toEqual({ ok: false, refusal: problem });
  });
});

describe("the judgement of a row", () => {
  const NEW: RowSurroundings = {
    ...{ legacyIdTimes: 1, emailTimes: 1, username: "u-7", poolUsername: null, importedLegacyId: null, importedEmail: null },
  };
  const judged = (row: Partial<LegacyRow> = {}, around: Partial<RowSurroundings> = {}) =>
    judgeRow({ ...ROW, ...row }, { ...NEW, ...around });

  it("lets a row in that nobody has imported, and knows one that somebody has", () => {
    expect(judged()).toEqual({ ok: true, value: "new" });
    expect(judged({}, { poolUsername: "u-7" })).toEqual({ ok: true, value: "new" });
    expect(judged({}, { importedEmail: "ann@old.test", importedLegacyId: "7" })).toEqual({ ok: true, value: "known" });
  });

  it.each<[string, Partial<LegacyRow>, Partial<RowSurroundings>]>([
    ["not_active", { isActive: false }, {}],
    ["email_unverified", { isEmailVerified: false }, {}],
    ["legacy_id_twice", {}, { legacyIdTimes: 2 }],
    ["email_twice", {}, { emailTimes: 2 }],
    ["email_taken", {}, { poolUsername: "somebody" }],
    ["email_taken", {}, { importedLegacyId: "8" }],
    ["email_changed", {}, { importedEmail: "other@old.test" }],
  ])("is %s", (problem, row, around) => {
    expect(judged(row, around)).toEqual({ ok: false, refusal: problem });
  });

  it("does not count an account that is closed as the second one of an address", () => {
    expect(judged({ isActive: false }, { emailTimes: 1 })).toEqual({ ok: false, refusal: "not_active" });
    expect(judged({}, { emailTimes: 1 })).toEqual({ ok: true, value: "new" });
  });
});

describe("the report", () => {
  it("counts every row once, and hashes of those that come", () => {
    let report = withRow(EMPTY_REPORT, "created", "bcrypt");
    report = withRow(report, "unchanged", "none");
    report = withRow(report, { problem: "email_twice" }, null);
    report = withRow(report, { problem: "email_twice" }, null);
    expect(report).toEqual({
      rows: 4,
      outcomes: { created: 1, unchanged: 1 },
      problems: { email_twice: 2 },
      hashes: { argon2: 0, bcrypt: 1, other: 0, none: 1 },
    });
    const text = reportText(report, false);
    expect(text).toContain("Dry run: nothing was written.");
    expect(text).toMatch(/^ +4 {2}rows$/m);
    expect(text).toMatch(/^ +1 {2}would be created$/m);
    expect(text).toMatch(/^ +2 {2}email_twice: Two active accounts/m);
    expect(reportText(EMPTY_REPORT, true)).toMatch(/^Imported\.$[^]*^ +0 {2}not imported$/m);
  });

  it("has a sentence for every problem", () => {
    for (const sentence of Object.values(ROW_PROBLEMS)) expect(sentence).toMatch(/^[A-Z].+\.$/);
  });
});
