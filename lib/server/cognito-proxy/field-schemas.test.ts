import { describe, expect, it } from "vitest";
import { CODE, PASSWORD } from "./field-schemas";

describe("a password", () => {
  it.each([
    ["of 64 characters", "correct horse battery staple ".repeat(3).slice(0, 64)],
    ["of 256 characters", "a".repeat(256)],
    ["with blanks at both ends", "  a sentence with blanks  "],
    ["composed", "caf\u00e9 and a long sentence"],
    ["decomposed", "cafe\u0301 and a long sentence"],
    ["beyond the first plane", "\u{1f512}\u{1f511} and a long sentence"],
  ])("%s goes on exactly as it was typed", (_, typed) => {
    expect(PASSWORD.parse(typed)).toBe(typed);
  });

  it.each([
    ["empty", ""],
    ["one character too long", "a".repeat(257)],
    ["a number", 123456789012],
    ["a list", ["a password of a list"]],
  ])("that is %s is none", (_, typed) => {
    expect(PASSWORD.safeParse(typed).success).toBe(false);
  });
});

describe("a code", () => {
  it("has an end", () => {
    expect(CODE.safeParse("1".repeat(64)).success).toBe(true);
    expect(CODE.safeParse("1".repeat(65)).success).toBe(false);
  });
});
