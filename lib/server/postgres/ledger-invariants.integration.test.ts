// Attacks on the ledger by raw SQL, as each role: what code above forgets, the database still refuses. Every refusal has its acceptance.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Transaction } from "@/lib/server/postgres/database";
import { type RawEntry, type RawLedger, openRawLedger, rawDeposit } from "@/lib/testing/raw-ledger";

let ledger: RawLedger;
beforeAll(async () => {
  ledger = await openRawLedger();
});
afterAll(() => ledger.close());

describe("amounts", () => {
  it.each(["0", "1", "-1", "9".repeat(78), `-${"9".repeat(78)}`])("the domain takes %s", async (value) => {
    expect(await ledger.verdict("app", null, (tx) => tx.query("SELECT $1::holdfast.base_units", [value]))).toBe("done");
  });

  it.each(["NaN", "Infinity", "-Infinity", "1e78", "1".repeat(79)])("the domain refuses %s", async (value) => {
    const said = await ledger.verdict("app", null, (tx) => tx.query("SELECT $1::holdfast.base_units", [value]));
    expect(said).toBe("base_units_are_finite_and_within_78_digits");
  });

  it.each(["0.5", "1.0", "1e-3"])("the domain refuses %s instead of rounding it", async (value) => {
    expect(await ledger.verdict("app", null, (tx) => tx.query("SELECT $1::holdfast.base_units", [value]))).toBe("base_units_are_whole");
  });

  it.each([
    ["5", "done"],
    ["NaN", "base_units_are_finite_and_within_78_digits"],
    ["0", "entries_amount_check"],
    ["-5", "entries_amount_check"],
    ["0.5", "base_units_are_whole"],
  ])("an entry of %s is answered with %s", async (amount, answer) => {
    expect(
      await ledger.verdict("worker", "ana", (tx) => ledger.write(tx, { kind: "deposit", trader: "ana" }, rawDeposit("ana", amount))),
    ).toBe(answer);
  });
});

describe("a transfer is whole", () => {
  it("is accepted when its entries sum to zero, for each asset", async () => {
    expect(await ledger.verdict("worker", "ana", (tx) => ledger.write(tx, { kind: "deposit", trader: "ana" }, rawDeposit("ana")))).toBe(
      "done",
    );
  });

  it.each<[string, RawEntry[], number | undefined]>([
    [
      "transfers_are_balanced",
      [...rawDeposit("ana").slice(0, 1), { account: "available/ana/ETH", side: "credit", amount: "6" }],
      undefined,
    ],
    ["transfers_are_complete", rawDeposit("ana").slice(1), 2],
    ["transfers_are_complete", rawDeposit("ana"), 3],
    ["transfers_are_complete", [], 2],
    ["transfers_entry_count_check", rawDeposit("ana").slice(1), undefined],
    ["entries_account_once_per_transfer", [...rawDeposit("ana"), ...rawDeposit("ana")], undefined],
  ])("is refused by %s", async (constraint, entries, count) => {
    const transfer = { kind: "deposit", trader: "ana", ...(count === undefined ? {} : { count }) };
    expect(await ledger.verdict("worker", "ana", (tx) => ledger.write(tx, transfer, entries))).toBe(constraint);
    expect(await ledger.verdict("owner", "ana", (tx) => ledger.write(tx, transfer, entries))).toBe(constraint);
  });

  it("is closed for good: nobody appends a balanced pair to it later", async () => {
    const id = await ledger.roles.worker.asTrader("ana", (tx) => ledger.write(tx, { kind: "deposit", trader: "ana" }, rawDeposit("ana")));
    const append = async (tx: Transaction): Promise<void> => {
      await tx.query(
        "INSERT INTO holdfast.accounts (kind, trader, asset, network) VALUES ('custody', NULL, 'XYZ', 'testnet'), ('available', 'ana', 'XYZ', 'testnet') ON CONFLICT DO NOTHING",
      );
      await tx.query(
        `INSERT INTO holdfast.entries (transfer_id, account_id, side, amount)
         SELECT $1, id, CASE kind WHEN 'custody' THEN 'debit' ELSE 'credit' END, 5 FROM holdfast.accounts
          WHERE asset = 'XYZ' AND (trader = 'ana' OR trader IS NULL)`,
        [id],
      );
    };
    expect(await ledger.verdict("worker", "ana", append)).toBe("transfers_are_complete");
  });

  it("cannot hide an entry by changing the trader before commit", async () => {
    const hide = async (tx: Transaction): Promise<void> => {
      await ledger.write(tx, { kind: "hold", trader: "ana", count: 2 }, [{ account: "available/ana/ETH", side: "debit", amount: "1" }]);
      await tx.query("SELECT set_config('holdfast.sub', 'bob', true)");
    };
    expect(await ledger.verdict("worker", "ana", hide)).toBe("transfers_are_complete");
  });

  it("belongs to one trader: another's account is refused", async () => {
    const steal: RawEntry[] = [
      { account: "available/bob/ETH", side: "debit", amount: "5" },
      { account: "available/ana/ETH", side: "credit", amount: "5" },
    ];
    for (const role of ["app", "worker", "owner"] as const) {
      expect(await ledger.verdict(role, "ana", (tx) => ledger.write(tx, { kind: "hold", trader: "ana" }, steal))).toMatch(
        /account of its transfer's trader/,
      );
    }
  });

  it("moves only what its kind may move", async () => {
    const backwards: RawEntry[] = rawDeposit("ana").map((entry) => ({ ...entry, side: entry.side === "debit" ? "credit" : "debit" }));
    expect(await ledger.verdict("worker", "ana", (tx) => ledger.write(tx, { kind: "deposit", trader: "ana" }, backwards))).toBe(
      "entries_fit_the_kind",
    );
    expect(await ledger.verdict("worker", "ana", (tx) => ledger.write(tx, { kind: "gift", trader: "ana" }, rawDeposit("ana")))).toBe(
      "transfers_kind_check",
    );
  });

  it("cannot happen long after it was recorded", async () => {
    const at = (minutes: number) => (tx: Transaction) =>
      tx.query(
        `INSERT INTO holdfast.transfers (id, trader, kind, reference, idempotency_key, body_sha256, entry_count, occurred_at, recorded_at)
         VALUES (gen_random_uuid(), 'ana', 'deposit', 'r', 'k${minutes}', decode(repeat('00', 32), 'hex'), 2, now() + interval '${minutes} minutes', now())`,
      );
    expect(await ledger.verdict("worker", "ana", at(6))).toBe("transfers_happened_before_recorded");
    expect(await ledger.verdict("worker", "ana", at(4))).toBe("transfers_are_complete");
  });
});

describe("balances", () => {
  it("never fall below zero, to the unit", async () => {
    const trader = "cem";
    const hold = (amount: string): RawEntry[] => [
      { account: `available/${trader}/ETH`, side: "debit", amount },
      { account: `held/${trader}/ETH`, side: "credit", amount },
    ];
    await ledger.roles.worker.asTrader(trader, (tx) =>
      tx.query(
        "INSERT INTO holdfast.accounts (kind, trader, asset, network) VALUES ('available', 'cem', 'ETH', 'testnet'), ('held', 'cem', 'ETH', 'testnet')",
      ),
    );
    await ledger.roles.worker.asTrader(trader, (tx) => ledger.write(tx, { kind: "deposit", trader }, rawDeposit(trader, "5")));
    expect(await ledger.verdict("app", trader, (tx) => ledger.write(tx, { kind: "hold", trader }, hold("6")))).toBe(
      "accounts_balance_is_not_negative",
    );
    expect(await ledger.verdict("app", trader, (tx) => ledger.write(tx, { kind: "hold", trader }, hold("5")))).toBe("done");
    expect(await ledger.verdict("app", trader, (tx) => ledger.write(tx, { kind: "hold", trader }, hold("1")))).toBe(
      "accounts_balance_is_not_negative",
    );
  });

  it.each(["app", "worker", "ops"] as const)("cannot be written by the %s", async (role) => {
    expect(await ledger.verdict(role, "ana", (tx) => tx.query("UPDATE holdfast.accounts SET balance = 1000"))).toMatch(/permission denied/);
    expect(
      await ledger.verdict(role, "ana", (tx) =>
        tx.query("INSERT INTO holdfast.accounts (kind, trader, asset, network, balance) VALUES ('held', 'ana', 'USDC', 'testnet', 1)"),
      ),
    ).toMatch(/permission denied/);
  });

  it("cannot be written by the owner either, except through an entry", async () => {
    expect(await ledger.verdict("owner", "ana", (tx) => tx.query("UPDATE holdfast.accounts SET balance = 1000"))).toBe(
      "balance_moves_only_by_an_entry",
    );
    for (const version of [0, 1]) {
      expect(
        await ledger.verdict("owner", "ana", (tx) =>
          tx.query(
            "INSERT INTO holdfast.accounts (kind, trader, asset, network, balance, version) VALUES ('held', 'ana', 'USDC', 'testnet', 1, $1)",
            [version],
          ),
        ),
      ).toMatch(/balance_moves_only_by_an_entry/);
    }
  });

  it("equal the sum of their entries, and the audit finds it when they do not", async () => {
    const faults = (role: "worker" | "ops") =>
      ledger.roles[role].asService((tx) => tx.query<{ fault: string }>("SELECT fault FROM holdfast.ledger_faults"));
    expect(await faults("worker")).toEqual([]);
    expect(await faults("ops")).toEqual([]);
    // Only whoever may change the schema can break the books; the audit still tells.
    const broken = await ledger.roles.owner.asTrader("ana", async (tx) => {
      await tx.query("ALTER TABLE holdfast.accounts DISABLE TRIGGER accounts_guard");
      await tx.query("UPDATE holdfast.accounts SET balance = balance + 1 WHERE trader = 'ana' AND kind = 'available' AND asset = 'ETH'");
      const found = await tx.query<{ fault: string }>("SELECT fault FROM holdfast.ledger_faults WHERE fault = 'balance_is_not_the_sum'");
      await tx.query("UPDATE holdfast.accounts SET balance = balance - 1 WHERE trader = 'ana' AND kind = 'available' AND asset = 'ETH'");
      await tx.query("ALTER TABLE holdfast.accounts ENABLE TRIGGER accounts_guard");
      return found;
    });
    expect(broken).toEqual([{ fault: "balance_is_not_the_sum" }]);
  });
});

describe("the past", () => {
  const changes = ["transfers", "entries"].flatMap((table) => [
    `UPDATE holdfast.${table} SET trader = 'ana'`,
    `UPDATE holdfast.${table} SET trader = 'ana' WHERE false`,
    `DELETE FROM holdfast.${table}`,
    `DELETE FROM holdfast.${table} WHERE false`,
    `TRUNCATE holdfast.${table} CASCADE`,
  ]);

  it.each(["app", "worker", "ops"] as const)("cannot be changed by the %s", async (role) => {
    for (const sql of changes) expect(await ledger.verdict(role, "ana", (tx) => tx.query(sql))).toMatch(/permission denied/);
  });

  it("cannot be changed by the owner, with or without a trader", async () => {
    for (const sql of changes) {
      expect(await ledger.verdict("owner", "ana", (tx) => tx.query(sql))).toBe("ledger_is_append_only");
      expect(await ledger.verdict("owner", null, (tx) => tx.query(sql))).toBe("ledger_is_append_only");
    }
    for (const sql of ["DELETE FROM holdfast.accounts", "TRUNCATE holdfast.accounts CASCADE"]) {
      expect(await ledger.verdict("owner", "ana", (tx) => tx.query(sql))).toBe("ledger_is_append_only");
    }
  });

  it("keeps an asset's decimals, while its feed may move", async () => {
    expect(await ledger.verdict("worker", null, (tx) => tx.query("UPDATE holdfast.assets SET decimals = 2 WHERE asset = 'ETH'"))).toMatch(
      /permission denied/,
    );
    expect(await ledger.verdict("worker", null, (tx) => tx.query("UPDATE holdfast.assets SET name = 'Ether' WHERE asset = 'ETH'"))).toBe(
      "done",
    );
    expect(await ledger.verdict("app", null, (tx) => tx.query("UPDATE holdfast.assets SET feed = NULL, feed_decimals = NULL"))).toMatch(
      /permission denied/,
    );
  });
});
