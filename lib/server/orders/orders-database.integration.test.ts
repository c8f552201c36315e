// What the database keeps of orders by itself, whoever writes.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openOrderDesk, type OrderDesk } from "@/lib/testing/order-desk";
import type { WithdrawalStand } from "@/lib/testing/withdrawal-stand";
import { confirmOrder } from "./confirm-order";

let desk: OrderDesk;
let stand: WithdrawalStand;
beforeAll(async () => {
  desk = await openOrderDesk();
  ({ stand } = desk);
});
afterAll(() => stand.close());

const here = () => desk.here();
const prepare: OrderDesk["prepare"] = (...given) => desk.prepare(...given);
const grantFor: OrderDesk["grantFor"] = (...given) => desk.grantFor(...given);
const rich = () => desk.rich();

describe("the database keeps by itself", () => {
  const fails = async (attempt: Promise<unknown>): Promise<unknown> =>
    attempt.then(
      () => "done",
      (error: unknown) =>
        error instanceof Error && "constraint" in error && error.constraint !== undefined
          ? error.constraint
          : (error as { code?: string }).code,
    );

  it("that an order is approved only by its own used grant, follows its machine and brings its minimum", async () => {
    const ana = await rich();
    const order = await prepare(ana);
    const app = (sql: string) => fails(stand.here.database.asTrader(ana.trader.sub, (tx) => tx.query(sql, [order.id])));
    const worker = (sql: string) => fails(stand.worker.asTrader(ana.trader.sub, (tx) => tx.query(sql, [order.id])));
    const approve = (grantId: string) =>
      app(`UPDATE holdfast.orders SET state = 'approved', proof = 'passkey', approved_at = now(), grant_id = '${grantId}' WHERE id = $1`);
    expect(await approve(await grantFor(ana, order))).toBe("orders_need_their_grant");
    expect(await app("UPDATE holdfast.orders SET state = 'settled' WHERE id = $1")).toBe("orders_follow_the_machine");
    expect(await app("UPDATE holdfast.orders SET receive_amount_min = 1 WHERE id = $1")).toBe("42501");
    expect(await app("UPDATE holdfast.orders SET received_amount = 1 WHERE id = $1")).toBe("42501");
    expect(await worker("UPDATE holdfast.orders SET state = 'submitted' WHERE id = $1")).toBe("orders_follow_the_machine");
    await confirmOrder(ana.trader, order.id, await grantFor(ana, order), here());
    expect(await worker("UPDATE holdfast.orders SET state = 'submitted' WHERE id = $1")).toBe("done");
    expect(await worker("UPDATE holdfast.orders SET state = 'settled', received_amount = 29849 WHERE id = $1")).toBe(
      "orders_bring_their_minimum",
    );
    expect(await worker("UPDATE holdfast.orders SET state = 'settled' WHERE id = $1")).toBe("orders_settled_say_what_came");
    expect(await worker("UPDATE holdfast.orders SET state = 'settled', received_amount = 29850 WHERE id = $1")).toBe("done");
  });

  it("that a trade has its four lines, each asset in balance, and that the app books none", async () => {
    const ana = await rich();
    const sub = ana.trader.sub;
    const book = (
      database: WithdrawalStand["worker"],
      lines: readonly (readonly [kind: string, side: string, asset: string, amount: number])[],
    ) =>
      fails(
        database.asTrader(sub, async (tx) => {
          const id = randomUUID();
          await tx.query(
            `INSERT INTO holdfast.transfers (id, trader, kind, reference, idempotency_key, body_sha256, entry_count, cost, occurred_at, recorded_at)
             VALUES ($1, $2, 'trade', 'r', $1::uuid::text, decode(repeat('00', 32), 'hex'), $3, NULL, now(), now())`,
            [id, sub, lines.length],
          );
          for (const [kind, side, asset, amount] of lines) {
            const trader = kind === "available" || kind === "held" ? sub : null;
            await tx.query(
              "INSERT INTO holdfast.accounts (kind, trader, asset, network) VALUES ($1, $2, $3, 'testnet') ON CONFLICT DO NOTHING",
              [kind, trader, asset],
            );
            await tx.query(
              `INSERT INTO holdfast.entries (transfer_id, account_id, side, amount)
               SELECT $1, id, $4, $5 FROM holdfast.accounts WHERE kind = $2 AND asset = $3 AND network = 'testnet' AND trader IS NOT DISTINCT FROM $6`,
              [id, kind, asset, side, amount, trader],
            );
          }
        }),
      );
    const order = await prepare(ana);
    await confirmOrder(ana.trader, order.id, await grantFor(ana, order), here());
    const paid = [
      ["held", "debit", "USDC", 5],
      ["custody", "credit", "USDC", 5],
    ] as const;
    const came = [
      ["custody", "debit", "ETH", 7],
      ["available", "credit", "ETH", 7],
    ] as const;
    expect(await book(stand.worker, [...paid, came[0], ["available", "credit", "ETH", 8]])).toBe("transfers_are_balanced");
    expect(await book(stand.worker, came)).toBe("trades_are_whole");
    expect(await book(stand.worker, paid)).toBe("trades_are_whole");
    expect(await book(stand.here.database, [...paid, ...came])).toBe("42501");
    expect(await book(stand.worker, [...paid, ...came])).toBe("done");
    expect(await stand.faults()).toEqual([]);
  });

  it("that nobody sees or touches another trader's order", async () => {
    const [ana, bob] = [await rich(), await rich()];
    const order = await prepare(ana);
    const seen = await stand.here.database.asTrader(bob.trader.sub, (tx) =>
      tx.query("SELECT FROM holdfast.orders WHERE id = $1", [order.id]),
    );
    const events = await stand.here.database.asTrader(bob.trader.sub, (tx) =>
      tx.query("SELECT FROM holdfast.order_events WHERE order_id = $1", [order.id]),
    );
    expect([seen, events]).toEqual([[], []]);
    const owner = new pg.Client({ connectionString: stand.ownerUrl });
    await owner.connect();
    await expect(owner.query("TRUNCATE holdfast.order_events")).rejects.toThrow();
    await owner.end();
  });
});
