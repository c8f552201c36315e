import { describe, expect, it } from "vitest";
import { measureProduct } from "./measure";

describe("the product's files stay small enough to be read in one sitting", () => {
  const sizes = measureProduct();
  const lines = sizes.map((size) => size.lines).sort((a, b) => a - b);

  it("has a median of at most 60 lines", () => {
    expect(lines.length).toBeGreaterThan(50);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(60);
  });

  it("has nine files in ten of at most 150 lines", () => {
    expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThanOrEqual(150);
  });

  it("has no file over 300 lines", () => {
    expect(sizes.filter((size) => size.lines > 300)).toEqual([]);
  });
});
