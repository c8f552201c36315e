// The embedded default is a real PostgreSQL from npm, on the loopback only, with a password.
import { setTimeout as sleep } from "node:timers/promises";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { adoptPostgres } from "./adopt-postgres";
import { canReach, databaseAccount } from "./database-account";
import { freePort } from "./free-port";
import { isDiskFull, LaunchError } from "./launch-error";
import { makeCluster } from "./make-cluster";
import { startPart, type Part } from "./part";
import { postgresBinaries, type PostgresBinaries } from "./postgres-binaries";
import { askPostgres, superuserUrl } from "./postgres-connection";
import { openSharedFolder } from "./shared-folder";
import type { Guard } from "./start-guard";

export interface PostgresServer {
  readonly part: Part;
  readonly port: number;
  readonly superuserUrl: string;
  /** True when a server that a former, killed start had left behind was taken over. */
  readonly adopted: boolean;
}

export interface PostgresOptions {
  /** Where the data lives; a stand-in elsewhere is used when the database's account cannot enter it. */
  readonly dataDir: string;
  readonly logFile: string;
  readonly guard: Guard;
  /** False trades crash safety for speed (tests); default true. */
  readonly durable?: boolean;
  readonly connectionsMax?: number;
}

const READY_POLL_MS = 20;
const READY_ATTEMPTS_MAX = 1_500;
const START_ATTEMPTS_MAX = 10;
const RETRY_MS = 200;

/** Starts the server of `dataDir`, or takes over the one that already runs there; refuses with one sentence. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { guard, durable = true } = options;
  const account = databaseAccount();
  const dataDir = reachableFolder(options.dataDir);
  const binaries = postgresBinaries(account);
  await makeCluster({ dataDir, binaries, account, guard });
  const adopted = await adoptPostgres(dataDir, durable, guard);
  if (adopted !== null) return { ...adopted, superuserUrl: superuserUrl(dataDir, adopted.port), adopted: true };
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const part = await spawnPostgres({ ...options, durable, dataDir }, binaries, port);
    const failure = await becomeReady(part, dataDir, port);
    if (failure === null) return { part, port, superuserUrl: superuserUrl(dataDir, port), adopted: false };
    await part.stop();
    // The free port was taken in between, or children of a killed server are still on their way out: both pass.
    if (/could not bind|is still in use/.test(failure) && attempt < START_ATTEMPTS_MAX) {
      await sleep(RETRY_MS);
      continue;
    }
    throw new LaunchError(
      isDiskFull(failure)
        ? `The disk that holds ${dataDir} is full; free some space and start again.`
        : `PostgreSQL did not start: ${failure}`,
    );
  }
}

function reachableFolder(dataDir: string): string {
  const account = databaseAccount();
  const parent = path.dirname(path.resolve(dataDir));
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  if (account === null || canReach(parent, account)) return path.resolve(dataDir);
  return path.join(openSharedFolder(dataDir), "data");
}

async function spawnPostgres(
  options: Required<Pick<PostgresOptions, "durable" | "dataDir">> & PostgresOptions,
  binaries: PostgresBinaries,
  port: number,
): Promise<Part> {
  const { dataDir, durable, guard, logFile, connectionsMax = 200 } = options;
  const settings = ["listen_addresses=127.0.0.1", "timezone=UTC", "log_timezone=UTC", `max_connections=${connectionsMax}`];
  if (!durable) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  return await startPart({
    name: "PostgreSQL",
    file: binaries.postgres,
    args: ["-D", dataDir, "-p", String(port), "-k", "", ...settings.flatMap((setting) => ["-c", setting])],
    guard,
    logFile,
    cwd: "/",
    user: databaseAccount(),
    env: { LC_ALL: "C", TZ: "UTC", NODE_ENV: "production" },
    // "Fast shutdown": open transactions are rolled back and the server leaves a clean folder. It ends its own children.
    stopSignal: "SIGINT",
    signalGroup: false,
  });
}

/** Null once the server answers as ours, otherwise why it will not. */
async function becomeReady(part: Part, dataDir: string, port: number): Promise<string | null> {
  for (let attempt = 0; attempt < READY_ATTEMPTS_MAX; attempt += 1) {
    if (part.hasEnded()) return part.logTail().trim();
    if ((await askPostgres(dataDir, port)).kind === "ours") return null;
    await sleep(READY_POLL_MS);
  }
  return `it did not answer in time. ${part.logTail().trim()}`;
}
