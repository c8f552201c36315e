import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { createDatabase } from "./create-database";
import type { Database, Transaction } from "./database";

let file: TestDatabase;
let app: Database;
let worker: Database;
beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 2 });
  worker = createDatabase({ url: file.workerUrl, poolSize: 1 });
});
afterAll(async () => {
  await Promise.all([app.close(), worker.close()]);
  await file.drop();
});

describe("a transaction", () => {
  const insert = (tx: Transaction, id: string) => tx.query("INSERT INTO holdfast.networks VALUES ($1, 1, 'x')", [id]);
  const exists = async (id: string): Promise<boolean> =>
    (await app.asService((tx) => tx.query("SELECT 1 FROM holdfast.networks WHERE id = $1", [id]))).length === 1;

  it("keeps all of its work when it returns, and nothing when it throws", async () => {
    await worker.asService((tx) => insert(tx, "kept"));
    await expect(
      worker.asService(async (tx) => {
        await insert(tx, "lost");
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect([await exists("kept"), await exists("lost")]).toEqual([true, false]);
  });

  it("does not pretend to have committed what a swallowed failure rolled back", async () => {
    const swallow = worker.asService(async (tx) => {
      await insert(tx, "pretended");
      await tx.query("SELECT 1/0").catch(() => undefined);
    });
    await expect(swallow).rejects.toThrow("Invariant broken");
    expect(await exists("pretended")).toBe(false);
  });

  it("is dead after its end", async () => {
    const kept = await app.asService(async (tx) => tx);
    await expect(kept.query("SELECT 1")).rejects.toThrow("Invariant broken");
  });

  it.each(["", " ", "a b", "a'; SELECT 1 --", "é", "x".repeat(129)])("takes no trader called %o", async (sub) => {
    await expect((async () => app.asTrader(sub, (tx) => tx.query("SELECT 1")))()).rejects.toThrow("Invariant broken");
  });

  it("answers int8 as bigint, numeric as text and times as dates", async () => {
    const [row] = await app.asService((tx) =>
      tx.query("SELECT 9007199254740993::int8 AS big, 5::numeric AS amount, to_timestamp(0) AS at, array[1,2]::int8[] AS many"),
    );
    expect(row).toMatchObject({ big: 9_007_199_254_740_993n, amount: "5", at: new Date(0) });
  });
});

describe("an outage of the database", () => {
  const outageOf = async (database: Database): Promise<unknown> => database.ping().catch((error: unknown) => error);

  it(
    "is UnavailableError when nothing listens, when the listener is silent, and when the host is unknown",
    { timeout: 20_000 },
    async () => {
      const silent = createServer(() => undefined);
      const port = await new Promise<number>((resolve) => {
        silent.listen(0, "127.0.0.1", () => {
          const address = silent.address();
          resolve(typeof address === "object" && address !== null ? address.port : 0);
        });
      });
      for (const url of ["postgres://a:b@127.0.0.1:1/x", `postgres://a:b@127.0.0.1:${port}/x`, "postgres://a:b@nowhere.invalid/x"]) {
        const database = createDatabase({ url, poolSize: 1 });
        const error = await outageOf(database);
        expect(error).toBeInstanceOf(UnavailableError);
        expect(error).toMatchObject({ dependency: "database" });
        await database.close();
      }
      silent.close();
    },
  );

  it("in the middle of a transaction is UnavailableError, and the next transaction recovers by itself", async () => {
    const killed = app.asService(async (tx) => {
      const [row] = await tx.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      await app.asService((other) => other.query("SELECT pg_terminate_backend($1)", [row?.pid]));
      await tx.query("SELECT 1");
    });
    await expect(killed).rejects.toBeInstanceOf(UnavailableError);
    await expect(app.ping()).resolves.toBeUndefined();
  });

  it("is what a server that takes no writes is, as a replica before its promotion", async () => {
    const written = app.asService(async (tx) => {
      await tx.query("SET TRANSACTION READ ONLY");
      await tx.query("INSERT INTO holdfast.rate_windows DEFAULT VALUES");
    });
    await expect(written).rejects.toBeInstanceOf(UnavailableError);
  });

  it("is not what a wrong statement is", async () => {
    await expect(app.asService((tx) => tx.query("SELECT nothing_here"))).rejects.not.toBeInstanceOf(UnavailableError);
  });
});
