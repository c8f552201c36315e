import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { canReach } from "./database-account";
import { emptyDataFolder, openDataFolder } from "./data-folder";
import { lockFolder } from "./folder-lock";
import { explainFailure } from "./launch-error";
import { temporaryFolder } from "./testing/temporary-folder";

test("a folder that the launcher made is opened again and emptied on request", () => {
  const folder = openDataFolder(path.join(temporaryFolder(), "a", "b"));
  writeFileSync(path.join(folder, "old"), "");
  mkdirSync(path.join(folder, "pg"));
  expect(openDataFolder(folder)).toBe(folder);
  emptyDataFolder(folder, ["kept"]);
  expect([existsSync(path.join(folder, "old")), existsSync(path.join(folder, "pg"))]).toEqual([false, false]);
  expect(openDataFolder(folder)).toBe(folder);
});

test("a folder with other people's files is neither used nor emptied", () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "thesis.txt");
  writeFileSync(file, "three years of work");
  for (const attempt of [() => openDataFolder(folder), () => emptyDataFolder(folder, [])]) {
    expect(attempt).toThrow(/^The folder .* holds files that the launcher did not make/);
  }
  expect(existsSync(file)).toBe(true);
});

test("a place that cannot be written is told in one sentence", () => {
  const file = path.join(temporaryFolder(), "file");
  writeFileSync(file, "");
  expect(() => openDataFolder(path.join(file, "demo"))).toThrow(
    /^The folder .* cannot be made \(ENOTDIR\); choose another with --data DIR\.$/,
  );
});

test("a folder of somebody else is told in one sentence", () => {
  const told = explainFailure(Object.assign(new Error("mkdir"), { code: "EACCES" }), "/data").message;
  expect(told).toBe("The folder /data cannot be written (EACCES); choose another with --data DIR.");
});

test("the database's account reaches a folder only when every folder above lets it in", () => {
  const home = temporaryFolder();
  const inside = path.join(home, "checkout", ".data", "pg");
  const nobody = { uid: 65_534, gid: 65_534 };
  chmodSync(home, 0o755);
  expect(canReach(inside, nobody)).toBe(true);
  chmodSync(home, 0o700);
  expect(canReach(inside, nobody)).toBe(process.getuid?.() === nobody.uid);
});

test("a full disk is told as such, whether a system call or a program met it", () => {
  const full = /^The disk that holds \/data is full; free some space and start again\.$/;
  expect(explainFailure(Object.assign(new Error("write"), { code: "ENOSPC" }), "/data").message).toMatch(full);
  expect(explainFailure(new Error('initdb: could not write file "x": No space left on device'), "/data").message).toMatch(full);
  expect(explainFailure(new Error("something else"), "/data").message).toBe("something else");
});

test("a folder has one launcher, and a dead one's lock does not count", () => {
  const folder = temporaryFolder();
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(/^Another launcher \(process \d+\) already runs on/);
  lock.release();
  lockFolder(folder).release();
  writeFileSync(path.join(folder, "launcher.lock"), `${process.pid}@1`);
  lockFolder(folder).release();
  expect(existsSync(path.join(folder, "launcher.lock"))).toBe(false);
});
