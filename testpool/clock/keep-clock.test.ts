import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openMemoryLog } from "../store/append-log";
import { openStore } from "../store/store";
import { keepClock } from "./keep-clock";
import { createPoolClock } from "./pool-clock";

test("offset and standstill are remembered, told to the file, and forgotten by a reset", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-clock-"));
  const file = join(folder, "clock");
  const store = openStore(openMemoryLog(), () => false);
  const keeper = keepClock(
    createPoolClock(0, () => 1000),
    store,
    file,
  );
  keeper.advance(60);
  keeper.freeze(true);
  const later = createPoolClock(0, () => 99_000);
  keepClock(later, store, null).follow();
  expect([later.offsetSeconds(), later.frozenAtMs(), later.nowMs()]).toEqual([60, 61_000, 61_000]);
  expect(readFileSync(file, "utf8")).toBe("60\n");
  keepClock(later, store, file).reset();
  expect([later.offsetSeconds(), later.frozenAtMs(), later.nowMs()]).toEqual([0, null, 99_000]);
  expect(readFileSync(file, "utf8")).toBe("0\n");
  const fresh = createPoolClock(0, () => 5000);
  keepClock(fresh, store, null).follow();
  expect(fresh.nowMs()).toBe(5000);
  rmSync(folder, { recursive: true });
});
