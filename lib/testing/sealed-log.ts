// The log of security events with its chain, on a database of its own: as the product writes it, as the worker seals it, and as the owner of the database
// could rewrite it.
import { Client } from "pg";
import { inject } from "vitest";
import { verifyExport, type Anchor } from "@/lib/event-log/verify-export";
import { exportEvents } from "@/lib/server/event-log/export-events";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { sealEvents } from "@/worker/alerts/seal-events";
import { createTestDatabase } from "./create-test-database";

/** When everything in it happens and is sealed, in whole seconds. */
export const LOG_NOW_SECONDS = 1_800_000_000;
const ABOUT_NOW = { fromSeconds: LOG_NOW_SECONDS - 10, toSeconds: LOG_NOW_SECONDS + 10 };

export interface SealedLog {
  readonly app: Database;
  readonly worker: Database;
  readonly keeper: Database;
  /** What the owner of a database can do: no trigger, no policy and no key stands in the way. */
  readonly owner: Client;
  /** The database as its owner sees it inside of an open transaction, so that what is tampered with there can be taken back. */
  readonly asOwner: Database;
  write(sub: string, detail?: object): Promise<unknown>;
  sealAll(): Promise<void>;
  /** Ten events of ten traders, sealed. */
  writeTen(): Promise<void>;
  exported(database?: Database): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens an empty log. */
export async function openSealedLog(): Promise<SealedLog> {
  const file = await createTestDatabase();
  const app = createDatabase({ url: file.appUrl, poolSize: 10 });
  const worker = createDatabase({ url: file.workerUrl, poolSize: 4 });
  const keeper = createDatabase({ url: file.keeperUrl, poolSize: 1 });
  const url = Object.assign(new URL(inject("holdfastPostgres").superuserUrl), { pathname: new URL(file.workerUrl).pathname });
  const owner = new Client({ connectionString: url.toString() });
  await owner.connect();
  await owner.query("SET session_replication_role = replica");
  const write: SealedLog["write"] = (sub, detail = {}) =>
    app.asTrader(sub, (tx) =>
      tx.query("INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), $2, 'session_opened', $3)", [
        LOG_NOW_SECONDS,
        sub,
        JSON.stringify(detail),
      ]),
    );
  const sealAll = async (): Promise<void> => {
    while ((await sealEvents(worker, LOG_NOW_SECONDS))?.kinds.length !== 0);
  };
  return {
    ...{ app, worker, keeper, owner, asOwner: asOwnerOf(owner), write, sealAll },
    writeTen: async () => {
      for (let count = 1; count <= 10; count += 1) await write(`trader-${count.toString()}`, { count, nested: { b: [1, 2], a: "ü" } });
      await sealAll();
    },
    exported: async (database = keeper) => {
      const lines: string[] = [];
      await exportEvents(database, ABOUT_NOW, (line) => void lines.push(line));
      return lines;
    },
    close: async () => {
      await owner.end();
      await Promise.all([app, worker, keeper].map((database) => database.close()));
      await file.drop();
    },
  };
}

const asOwnerOf = (owner: Client): Database => ({
  asService: (work) =>
    work({ query: async <Row>(sql: string, params?: readonly unknown[]) => (await owner.query(sql, [...(params ?? [])])).rows as Row[] }),
  asTrader: () => Promise.reject(new Error("not here")),
  ping: () => Promise.resolve(),
  close: () => Promise.resolve(),
});

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** What the offline verification says of an export: `ok`, or its first fault. */
export async function verdictOf(lines: readonly string[], anchor: Anchor | null = null): Promise<string> {
  const verified = await verifyExport(each(lines), anchor);
  return verified.ok ? "ok" : verified.refusal.fault;
}
