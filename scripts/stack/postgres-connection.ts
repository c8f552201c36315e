// Asks a server who it is, because a port and a pid file alone may belong to another one.
import { readFileSync } from "node:fs";
import pg from "pg";
import { passwordFile, SUPERUSER } from "./make-cluster";

/** A connection URL for `user`; the application name tells PostgreSQL's own views (and production checks) who connects. */
export function postgresUrl(port: number, user: string, password: string, database: string, applicationName?: string): string {
  const suffix = applicationName === undefined ? "" : `?application_name=${encodeURIComponent(applicationName)}`;
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}${suffix}`;
}

/** The superuser's URL for the cluster in `dataDir`. */
export function superuserUrl(dataDir: string, port: number): string {
  return postgresUrl(port, SUPERUSER, readFileSync(passwordFile(dataDir), "utf8").trim(), "postgres");
}

export type Answer =
  /** The server of this very data folder; `durable` is false when it runs without fsync. */
  | { readonly kind: "ours"; readonly durable: boolean }
  /** Still starting or already stopping. */
  | { readonly kind: "busy" }
  /** Nothing there, or another server. */
  | { readonly kind: "none"; readonly reason: string };

/** Connects with our password and asks for the data folder: only the right answer to both makes the server ours. */
export async function askPostgres(dataDir: string, port: number): Promise<Answer> {
  const client = new pg.Client({ connectionString: superuserUrl(dataDir, port), connectionTimeoutMillis: 2_000 });
  // A server that goes away while we ask is an answer, not a crash.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; fsync: string }>(
      "SELECT current_setting('data_directory') AS folder, current_setting('fsync') AS fsync",
    );
    const [row] = rows;
    if (row?.folder !== dataDir) return { kind: "none", reason: `another server answers on port ${port}` };
    return { kind: "ours", durable: row.fsync === "on" };
  } catch (error) {
    // 57P03: "the database system is starting up" or "is shutting down".
    if (error instanceof pg.DatabaseError && error.code === "57P03") return { kind: "busy" };
    return { kind: "none", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await client.end().catch(() => undefined);
  }
}
