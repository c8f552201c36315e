// Applies db/migrations in order, each once and in its own transaction. Migrations are append-only: an applied one that changed stops the run.
import "server-only";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";

// Any fixed number will do; it keeps two starts from migrating at once.
const ADVISORY_LOCK = 4_841_530_219;
const FILE_FORM = /^\d{4}-[a-z0-9-]+\.sql$/;

/**
 * Brings the database at `url` (role holdfast_owner) up to date and answers the names it applied, in order.
 * Throws when an applied migration was edited, or when its file is gone; nothing of a failed migration stays.
 */
export async function runMigrations(options: { readonly url: string; readonly directory?: string }): Promise<string[]> {
  const directory = options.directory ?? path.resolve(process.cwd(), "db/migrations");
  const files = (await readdir(directory)).filter((name) => FILE_FORM.test(name)).sort();
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await client.query("CREATE SCHEMA IF NOT EXISTS migrations");
    await client.query(
      "CREATE TABLE IF NOT EXISTS migrations.applied (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
    );
    const { rows } = await client.query<{ name: string; sha256: string }>("SELECT name, sha256 FROM migrations.applied");
    const applied = new Map(rows.map((row) => [row.name, row.sha256]));
    for (const name of applied.keys()) if (!files.includes(name)) throw new Error(`Migration ${name} was applied but its file is gone.`);
    const done: string[] = [];
    for (const name of files) {
      const sql = await readFile(path.join(directory, name), "utf8");
      const sha256 = createHash("sha256").update(sql).digest("hex");
      const known = applied.get(name);
      if (known === sha256) continue;
      if (known !== undefined)
        throw new Error(`Migration ${name} was edited after it was applied; add a new one instead (in the demo: start with --fresh).`);
      await apply(client, name, sql, sha256);
      done.push(name);
    }
    return done;
  } finally {
    // Ending the connection also gives the advisory lock back.
    await client.end();
  }
}

async function apply(client: pg.Client, name: string, sql: string, sha256: string): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query("INSERT INTO migrations.applied (name, sha256) VALUES ($1, $2)", [name, sha256]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
