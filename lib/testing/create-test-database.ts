// A database of its own for every test file (or test), copied from the migrated template.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import type {} from "./postgres-global-setup";

/** Urls of one fresh database, by role; `drop` removes it with whoever is still connected. */
export interface TestDatabase {
  readonly appUrl: string;
  readonly workerUrl: string;
  readonly opsUrl: string;
  readonly keeperUrl: string;
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** Copies the template (some 40 ms). The roles may connect exactly as they may in production. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { superuserUrl, template } = inject("holdfastPostgres");
  const name = `holdfast_${randomBytes(6).toString("hex")}_test`;
  const [source, owner] = [databaseOf(template.ownerUrl), new URL(template.ownerUrl).username];
  const guests = [template.appUrl, template.workerUrl, template.opsUrl, template.keeperUrl].map((url) => new URL(url).username).join(", ");
  await asSuperuser(superuserUrl, [
    `CREATE DATABASE ${name} TEMPLATE ${source} OWNER ${owner}`,
    // A copy takes everything inside the database, but not the rights on the database itself.
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${name} TO ${guests}`,
  ]);
  const at = (url: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).toString();
  return {
    appUrl: at(template.appUrl),
    workerUrl: at(template.workerUrl),
    opsUrl: at(template.opsUrl),
    keeperUrl: at(template.keeperUrl),
    ownerUrl: at(template.ownerUrl),
    drop: async () => {
      await asSuperuser(superuserUrl, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]);
    },
  };
}

const databaseOf = (url: string): string => new URL(url).pathname.slice(1);

async function asSuperuser(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
