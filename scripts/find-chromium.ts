// Finds a Chromium for the journeys, or installs one. The tests fail without a browser; they never skip.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { accept, refuse, type Result } from "@/lib/ground/result";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = ["/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const INSIDE_PLAYWRIGHTS_CACHE = ["chrome-linux/chrome", "chrome-linux64/chrome", "chrome-mac/Chromium.app/Contents/MacOS/Chromium"];

function inPlaywrightsCache(): readonly string[] {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(cache)) return [];
  const versions = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  return versions
    .sort()
    .reverse()
    .flatMap((version) => INSIDE_PLAYWRIGHTS_CACHE.map((path) => join(cache, version, path)));
}

/** The path of a Chromium that is already on this machine, or null. CHROMIUM_PATH wins when it is set. */
export function findInstalledChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== "") return existsSync(named) ? named : null;
  const onPath = NAMES.flatMap((name) => (process.env.PATH ?? "").split(":").map((folder) => join(folder, name)));
  const usual = NAMES.map((name) => join("/usr/bin", name));
  return [...usual, ...onPath, ...MAC, ...inPlaywrightsCache()].find((path) => existsSync(path)) ?? null;
}

const runs = (file: string, ...args: readonly string[]): boolean => spawnSync(file, args, { stdio: "inherit" }).status === 0;

/** Debian's own package where we may install it, else Playwright's download. */
function install(): void {
  const isRoot = process.getuid?.() === 0;
  const asRoot = isRoot ? [] : ["sudo", "-n"];
  const hasApt = existsSync("/usr/bin/apt-get") && (isRoot || spawnSync("sudo", ["-n", "true"]).status === 0);
  const apt = (...args: readonly string[]): boolean => {
    const [file = "apt-get", ...rest] = [...asRoot, "apt-get", ...args];
    return runs(file, ...rest);
  };
  if (hasApt && apt("update") && apt("install", "-y", "chromium")) return;
  runs(process.execPath, "node_modules/@playwright/test/cli.js", "install", "chromium");
}

/** A Chromium to run, installed when there was none; refused with the sentence to show when that failed too. */
export function findChromium(): Result<string, string> {
  const installed = findInstalledChromium();
  if (installed !== null) return accept(installed);
  if (process.env.CHROMIUM_PATH) return refuse(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, and there is no such file.`);
  console.log("No Chromium on this machine; installing one for the browser journeys.");
  install();
  const found = findInstalledChromium();
  return found === null ? refuse("No Chromium could be found or installed: install one and set CHROMIUM_PATH to it.") : accept(found);
}
