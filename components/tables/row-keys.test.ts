import { describe, expect, it } from "vitest";
import { scrollFor, targetRow } from "./row-keys";

describe("keys of a table", () => {
  it.each([
    ["ArrowDown", 4, 5],
    ["ArrowDown", 99, 99],
    ["ArrowUp", 0, 0],
    ["PageDown", 4, 18],
    ["PageDown", 95, 99],
    ["PageUp", 4, 0],
    ["Home", 50, 0],
    ["End", 0, 99],
    ["a", 3, null],
  ])("%s from row %i leads to %s", (key, here, target) => {
    expect(targetRow(key, here, 100, 14)).toBe(target);
  });
});

describe("scrolling to a row", () => {
  it("moves only as far as it must", () => {
    expect(scrollFor(3, 40, 0, 400)).toBe(0);
    expect(scrollFor(9, 40, 0, 400)).toBe(0);
    expect(scrollFor(10, 40, 0, 400)).toBe(40);
    expect(scrollFor(2, 40, 400, 400)).toBe(80);
  });
});
