import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openKeyRing } from "./key-ring";

test("keys are made aside once, kept, and waited for", async () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-keys-"));
  const keys = openKeyRing(folder);
  let isDone = false;
  const making = keys.prepare("eu_A").then(() => (isDone = true));
  await keys.settled("eu_B");
  expect(isDone).toBe(false);
  await Promise.all([making, keys.prepare("eu_A"), keys.settled("eu_A")]);
  const { kid } = keys.poolKeys("eu_A").access;
  await keys.prepare("eu_A");
  expect(keys.poolKeys("eu_A").access.kid).toBe(kid);
  expect(openKeyRing(folder).poolKeys("eu_A").access.kid).toBe(kid);
  rmSync(folder, { recursive: true });
});
