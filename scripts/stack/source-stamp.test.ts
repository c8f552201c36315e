import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { sourceStamp } from "./source-stamp";
import { temporaryFolder } from "./testing/temporary-folder";

test("a changed, new or renamed source calls for a build, and a test or a touched file does not", () => {
  const root = temporaryFolder();
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  write("app/page.tsx", "one");
  write("lib/money/parse.ts", "parse");
  const stamp = sourceStamp(root);
  write("app/page.tsx", "one");
  write("lib/money/parse.test.ts", "test");
  write("lib/testing/builders.ts", "builders");
  write("scripts/demo.ts", "launcher");
  expect(sourceStamp(root)).toBe(stamp);
  write("middleware.ts", "gate");
  const withGate = sourceStamp(root);
  expect(withGate).not.toBe(stamp);
  write("app/page.tsx", "two");
  expect(sourceStamp(root)).not.toBe(withGate);
});
