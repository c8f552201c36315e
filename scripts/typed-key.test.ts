import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { keyAmong, keyKeptByNpm } from "./typed-key";

const folder = mkdtempSync(path.join(tmpdir(), "holdfast-logs-"));
const logs = path.join(folder, "_logs");
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs);
});

const NOW_MS = Date.parse("2026-11-24T10:00:30.000Z");
const environment = { npm_lifecycle_event: "verify-receipt", npm_config_cache: folder };
const log = (at: string, typed: readonly string[]): void => {
  const line = typed.map((argument) => JSON.stringify(argument)).join(" ");
  writeFileSync(path.join(logs, `${at}-debug-0.log`), `8 verbose title npm\n9 verbose argv ${line}\n10 verbose logfile x\n`);
};
const kept = (): string | undefined => keyKeptByNpm(environment, "a receipt.json", NOW_MS);

describe("what was typed as --key", () => {
  it.each([
    [["f.json", "--key", "SHA256:abc"], "SHA256:abc"],
    [["--key=SHA256:abc", "f.json"], "SHA256:abc"],
    [["f.json", "--key"], ""],
    [["f.json"], undefined],
  ])("among %j is %s", (typed, key) => {
    expect(keyAmong(typed)).toBe(key);
  });

  it("is found in the log of the very run when npm kept it for itself", () => {
    log("2026-11-24T10_00_29_500Z", ["run", "verify-receipt", "a receipt.json", "--key", "SHA256:abc"]);
    expect(kept()).toBe("SHA256:abc");
  });

  it("is not taken from an earlier run when this one had none", () => {
    log("2026-11-24T10_00_10_000Z", ["run", "verify-receipt", "a receipt.json", "--key", "SHA256:abc"]);
    log("2026-11-24T10_00_29_500Z", ["run", "verify-receipt", "a receipt.json"]);
    expect(kept()).toBeUndefined();
  });

  it("is not taken from a log of another file, another script, a minute ago, or of a run that began later", () => {
    log("2026-11-24T10_00_29_100Z", ["run", "verify-receipt", "b.json", "--key", "SHA256:abc"]);
    log("2026-11-24T10_00_29_200Z", ["run", "test", "a receipt.json", "--key", "SHA256:abc"]);
    log("2026-11-24T09_59_29_999Z", ["run", "verify-receipt", "a receipt.json", "--key", "SHA256:abc"]);
    log("2026-11-24T10_00_30_001Z", ["run", "verify-receipt", "a receipt.json", "--key", "SHA256:abc"]);
    expect(kept()).toBeUndefined();
    log("2026-11-24T09_59_30_000Z", ["run", "verify-receipt", "a receipt.json", "--key", "SHA256:abc"]);
    expect(kept()).toBe("SHA256:abc");
  });

  it("is unknown without npm and without logs", () => {
    expect(keyKeptByNpm({}, "a receipt.json", NOW_MS)).toBeUndefined();
    rmSync(logs, { recursive: true });
    expect(kept()).toBeUndefined();
  });
});
