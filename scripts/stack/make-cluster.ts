// The first start of a data folder: initdb into a folder beside it, then one rename, so that a cut-short start leaves nothing half made.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DatabaseAccount } from "./database-account";
import { isDiskFull, LaunchError } from "./launch-error";
import type { PostgresBinaries } from "./postgres-binaries";
import type { Guard } from "./start-guard";

/** The superuser that initdb makes; the product itself never connects as this role. */
export const SUPERUSER = "postgres";

/** The file beside the data folder (0600) that holds the superuser's password. */
export const passwordFile = (dataDir: string): string => `${dataDir}.password`;

interface ClusterOptions {
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  readonly account: DatabaseAccount | null;
  readonly guard: Guard;
}

/** Makes the database cluster in `dataDir` unless it is there; logins need a password (scram-sha-256) from the first moment. */
export async function makeCluster(options: ClusterOptions): Promise<void> {
  const { dataDir, account } = options;
  if (existsSync(path.join(dataDir, "PG_VERSION"))) return;
  const fresh = `${dataDir}.new`;
  const passwordCopy = `${dataDir}.initdb`;
  for (const leftover of [fresh, passwordCopy]) rmSync(leftover, { recursive: true, force: true });
  // The parent first and apart: a recursive mkdir would give it the child's narrow mode, and the account could not enter.
  mkdirSync(path.dirname(dataDir), { recursive: true, mode: 0o755 });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile(dataDir), randomBytes(24).toString("base64url"), { mode: 0o600 });
  copyFileSync(passwordFile(dataDir), passwordCopy);
  if (account !== null) for (const entry of [fresh, passwordCopy]) chownSync(entry, account.uid, account.gid);
  try {
    await runInitdb(options, fresh, passwordCopy);
  } finally {
    rmSync(passwordCopy, { force: true });
  }
  renameSync(fresh, dataDir);
}

async function runInitdb({ binaries, account, guard }: ClusterOptions, folder: string, password: string): Promise<void> {
  const args = ["-D", folder, "-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile", password, "--no-sync", "--locale=C", "-E", "UTF8"];
  guard.requireOpen();
  const child = spawn(binaries.initdb, args, { cwd: "/", stdio: ["ignore", "ignore", "pipe"], detached: true, ...(account ?? {}) });
  const { pid } = child;
  if (pid !== undefined) guard.watch({ pid, signal: "SIGTERM", group: true });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors = (errors + text).slice(-4000)));
  const [code] = (await once(child, "close")) as [number | null];
  if (pid !== undefined) guard.forget(pid);
  if (code === 0) return;
  if (isDiskFull(errors)) throw new LaunchError(`The disk that holds ${folder} is full; free some space and start again.`);
  const told = errors.split("\n").find((line) => /error|fatal|panic/i.test(line)) ?? errors;
  throw new LaunchError(`PostgreSQL could not make its data folder: ${told.trim()}`);
}
