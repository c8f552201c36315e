import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openAppendLog } from "./append-log";
import { isStale } from "./is-stale";
import { openStore, type Store } from "./store";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-testpool-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const NEVER = () => false;
const open = (isOld: Parameters<typeof openStore>[1] = NEVER): Store => openStore(openAppendLog(folder), isOld);

describe("the store", () => {
  test("remembers what was committed, and only that", () => {
    const first = open();
    first.put("counters", "kept", 1);
    first.put("counters", "changed", 1);
    first.put("counters", "removed", 1);
    first.commit();
    first.put("counters", "changed", 2);
    first.remove("counters", "removed");
    first.commit();
    first.put("counters", "uncommitted", 1);
    first.close();
    expect(open().entries("counters")).toEqual([
      ["kept", 1],
      ["changed", 2],
    ]);
  });

  test("drops a batch that was cut short, whole, and keeps those before it", () => {
    const first = open();
    first.put("counters", "before", 1);
    first.commit();
    first.close();
    const path = join(folder, "state.jsonl");
    const torn = '[["counters","half",1],["counters","other",2]]';
    for (let length = 1; length <= torn.length; length += 5) {
      appendFileSync(path, torn.slice(0, length));
      expect(open().entries("counters")).toEqual([["before", 1]]);
    }
  });

  test("writes a batch as one line, and nothing when nothing changed", () => {
    const store = open();
    store.put("counters", "a", 1);
    store.put("counters", "b", 2);
    store.commit();
    store.commit();
    expect(readFileSync(join(folder, "state.jsonl"), "utf8")).toBe('[["counters","a",1],["counters","b",2]]\n');
    store.close();
  });

  test("forgets everything when cleared, for good", () => {
    const store = open();
    store.put("counters", "a", 1);
    store.commit();
    store.clear();
    store.put("counters", "b", 2);
    store.commit();
    store.close();
    expect(open().entries("counters")).toEqual([["b", 2]]);
  });

  test("drops what is stale when it opens", () => {
    const first = open();
    first.put("attempts", "old", { failures: 1, lastFailureAtMs: 0, lockedUntilMs: 0 });
    first.put("attempts", "new", { failures: 1, lastFailureAtMs: 3_600_000, lockedUntilMs: 0 });
    first.commit();
    first.close();
    const second = open((name, value) => isStale(name, value, 3_600_001));
    expect(second.entries("attempts").map(([key]) => key)).toEqual(["new"]);
    second.close();
  });
});
