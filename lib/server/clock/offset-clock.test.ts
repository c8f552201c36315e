import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createClock } from "./create-clock";
import { createOffsetClock } from "./offset-clock";

const folder = mkdtempSync(join(tmpdir(), "holdfast-clock-"));
const file = join(folder, "clock");
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const base = { nowSeconds: () => 1_000 };

describe("the clock of demo and tests", () => {
  it("follows the file at every call, and stands on the machine's time without one", () => {
    const clock = createOffsetClock(base, file);
    expect(clock.nowSeconds()).toBe(1_000);
    writeFileSync(file, "301\n");
    expect(clock.nowSeconds()).toBe(1_301);
    writeFileSync(file, "-5");
    expect(clock.nowSeconds()).toBe(995);
  });

  it.each(["", "soon", "1e3", "1.5", "99999999999999999999"])("keeps its last offset when the file says %j", (text) => {
    const clock = createOffsetClock(base, file);
    writeFileSync(file, "60");
    expect(clock.nowSeconds()).toBe(1_060);
    writeFileSync(file, text);
    expect(clock.nowSeconds()).toBe(1_060);
  });

  it("is the machine's own where settings name no file", () => {
    expect(Math.abs(createClock(null).nowSeconds() - Date.now() / 1_000)).toBeLessThan(2);
  });
});
