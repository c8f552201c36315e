// Whose rows a role reaches, and whose it can write, when the code above forgets to ask.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdPostings } from "@/lib/ledger/transfer";
import { NOW_SECONDS, type RawLedger, openRawLedger, rawDeposit } from "@/lib/testing/raw-ledger";
import { createDatabase } from "./create-database";
import type { Transaction } from "./database";
import { createPostgresLedgerStore } from "./postgres-ledger-store";

let ledger: RawLedger;
beforeAll(async () => {
  ledger = await openRawLedger();
});
afterAll(() => ledger.close());

describe("row security", () => {
  const tables = ["accounts", "transfers", "entries"] as const;
  const tradersOf = (role: "app" | "owner", sub: string | null, table: string): Promise<{ trader: string | null }[]> => {
    const read = (tx: Transaction) => tx.query<{ trader: string | null }>(`SELECT DISTINCT trader FROM holdfast.${table} ORDER BY trader`);
    return sub === null ? ledger.roles[role].asService(read) : ledger.roles[role].asTrader(sub, read);
  };

  it.each(tables)("is forced on %s, so that not even the owner is exempt", async (table) => {
    const rows = await ledger.roles.owner.asService((tx) =>
      tx.query("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = $1::regclass", [`holdfast.${table}`]),
    );
    expect(rows).toEqual([{ relrowsecurity: true, relforcerowsecurity: true }]);
  });

  it.each(tables)("shows nobody's %s without a trader", async (table) => {
    expect(await tradersOf("app", null, table)).toEqual([]);
    expect(await tradersOf("owner", null, table)).toEqual([]);
  });

  it.each(tables)("shows only the trader's own %s when the WHERE is forgotten", async (table) => {
    expect(await tradersOf("app", "ana", table)).toEqual([{ trader: "ana" }]);
    expect(await tradersOf("app", "bob", table)).toEqual([{ trader: "bob" }]);
    expect(await tradersOf("app", "stranger", table)).toEqual([]);
  });

  it("does not carry a trader from one transaction into the next on the same connection", async () => {
    const single = createDatabase({ url: ledger.appUrl, poolSize: 1 });
    const sub = (tx: Transaction) => tx.query<{ sub: string | null }>("SELECT holdfast.current_sub() AS sub");
    expect(await single.asTrader("ana", sub)).toEqual([{ sub: "ana" }]);
    expect(await single.asService(sub)).toEqual([{ sub: null }]);
    await expect(single.asTrader("ana", (tx) => tx.query("SELECT 1/0"))).rejects.toThrow("division by zero");
    expect(await single.asService(sub)).toEqual([{ sub: null }]);
    await single.close();
  });

  it("lets the app move its trader's own money and nobody else's", async () => {
    const hold = (trader: string) => ({
      ...({
        kind: "hold",
        trader,
        reference: "w",
        idempotencyKey: `hold ${trader}`,
        occurredAtSeconds: NOW_SECONDS,
        costUsdUnits: null,
      } as const),
      postings: holdPostings({ trader, asset: "ETH", network: "testnet", amountBaseUnits: 1n }),
    });
    expect(await createPostgresLedgerStore(ledger.roles.app).post(hold("ana"), NOW_SECONDS)).toEqual({
      ok: true,
      value: { isReplay: false },
    });
    expect(await ledger.verdict("app", "ana", (tx) => ledger.write(tx, { kind: "hold", trader: "bob" }, []))).toMatch(/row-level security/);
    expect(
      await ledger.verdict("app", "ana", (tx) =>
        tx.query("INSERT INTO holdfast.accounts (kind, trader, asset, network) VALUES ('held', 'bob', 'ETH', 'testnet')"),
      ),
    ).toMatch(/row-level security/);
    expect(
      await ledger.verdict("app", "ana", (tx) =>
        tx.query("INSERT INTO holdfast.accounts (kind, asset, network) VALUES ('fees', 'ETH', 'testnet')"),
      ),
    ).toMatch(/row-level security/);
  });

  it("does not let the app book a deposit or a settlement, nor touch custody by another kind", async () => {
    // Refused at the transfer itself, before any entry is looked at.
    for (const kind of ["deposit", "settlement"]) {
      const transferAlone = (tx: Transaction) => ledger.write(tx, { kind, trader: "ana", count: 2 }, []);
      expect(await ledger.verdict("app", "ana", transferAlone)).toMatch(/row-level security policy for table "transfers"/);
      expect(await ledger.verdict("worker", "ana", transferAlone)).toBe("transfers_are_complete");
    }
    expect(await ledger.verdict("app", "ana", (tx) => ledger.write(tx, { kind: "hold", trader: "ana" }, rawDeposit("ana")))).toMatch(
      /row-level security|entries_fit_the_kind/,
    );
    expect(await ledger.verdict("worker", "ana", (tx) => ledger.write(tx, { kind: "deposit", trader: "ana" }, rawDeposit("ana")))).toBe(
      "done",
    );
  });

  it("does not let the worker write for a trader who is not the transaction's, or for nobody", async () => {
    expect(await ledger.verdict("worker", "bob", (tx) => ledger.write(tx, { kind: "deposit", trader: "ana" }, rawDeposit("ana")))).toMatch(
      /row-level security/,
    );
    expect(await ledger.verdict("worker", null, (tx) => ledger.write(tx, { kind: "deposit", trader: "ana" }, rawDeposit("ana")))).toMatch(
      /row-level security/,
    );
  });

  it("lets ops read and never write", async () => {
    expect(await ledger.verdict("ops", null, (tx) => tx.query("SELECT * FROM holdfast.entries"))).toBe("done");
    expect(await ledger.verdict("ops", "ana", (tx) => ledger.write(tx, { kind: "hold", trader: "ana" }, []))).toMatch(/permission denied/);
  });

  it("is not open to tricks: no role may switch it off, become another, or run the ledger's functions", async () => {
    const tricks = [
      "ALTER TABLE holdfast.entries DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE holdfast.entries DISABLE TRIGGER ALL",
      "SET ROLE holdfast_owner",
      "SET SESSION AUTHORIZATION holdfast_owner",
      "SET session_replication_role = replica",
      "DROP TRIGGER entries_append_only ON holdfast.entries",
      "CREATE TABLE holdfast.mine (n int)",
      "CREATE TABLE public.mine (n int)",
      "SELECT holdfast.book_entry()",
    ];
    for (const role of ["app", "worker", "ops"] as const) {
      for (const sql of tricks) {
        expect(await ledger.verdict(role, "ana", (tx) => tx.query(sql))).toMatch(/permission denied|must be owner/);
      }
    }
  });
});
