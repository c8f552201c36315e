import { describe, expect, it } from "vitest";
import { readFigure } from "./read-figure";

describe("a figure of a table", () => {
  it.each([
    ["3200.123456789012345678", "3,200.12"],
    ["0.000012345678", "0.0000123457"],
    ["1234567.891", "1,234,567.89"],
    ["17.5", "17.5"],
    ["0", "0"],
    ["-0.5", "-0.5"],
    ["soon", "soon"],
  ])("%s reads as %s", (text, read) => {
    expect(readFigure(text, "en-US")).toBe(read);
  });
});
