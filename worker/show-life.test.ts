import { existsSync, mkdtempSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { showLife } from "./show-life";

test("every round touches the file, once a second at most, and does its work", async () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-life-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "life");
  const round = showLife(file, () => Promise.resolve("busy"));
  expect(existsSync(file)).toBe(false);
  expect(await round()).toBe("busy");
  utimesSync(file, 0, 0);
  await round();
  expect(statSync(file).mtimeMs).toBe(0);
  const later = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 1_001);
  onTestFinished(() => later.mockRestore());
  await round();
  expect(statSync(file).mtimeMs).toBeGreaterThan(0);
});

test("without a file the work is as it was", () => {
  const work = () => Promise.resolve("idle");
  expect(showLife(null, work)).toBe(work);
});
