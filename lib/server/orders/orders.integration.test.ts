// An order from its terms to its approval, on a real PostgreSQL: what is refused, and what one approval does.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OrderDto, OrderRequest } from "@/lib/contracts/orders";
import { OFFER, ORDER, ROUTER, TOKEN, USDC, WRAPPED, openOrderDesk, type OrderDesk } from "@/lib/testing/order-desk";
import { codeOf } from "@/lib/testing/refusal-code";
import { rounds } from "@/lib/testing/rounds";
import type { Person, WithdrawalStand } from "@/lib/testing/withdrawal-stand";
import { cancelOrder } from "./cancel-order";
import { confirmOrder } from "./confirm-order";
import { describeOrder } from "./describe-order";
import { listOrderOptions } from "./list-order-options";
import { listOrders } from "./list-orders";
import { quoteOrder } from "./quote-order";
import { readOrder } from "./read-order";

const CALLS = 200;
const ROUNDS = rounds(2, 10);

let desk: OrderDesk;
let stand: WithdrawalStand;
beforeAll(async () => {
  desk = await openOrderDesk();
  ({ stand } = desk);
});
beforeEach(() => {
  desk.offer = OFFER;
});
afterAll(() => stand.close());

const here = () => desk.here();
const there = () => desk.there();
const prepare: OrderDesk["prepare"] = (...given) => desk.prepare(...given);
const grantFor: OrderDesk["grantFor"] = (...given) => desk.grantFor(...given);
const rich = () => desk.rich();
const moneyOf = async (person: Person) => [await stand.balance(person, "available", "USDC"), await stand.balance(person, "held", "USDC")];
const later = async (seconds: number, work: () => Promise<void>): Promise<void> => {
  stand.time.nowSeconds += seconds;
  await work().finally(() => (stand.time.nowSeconds -= seconds));
};

describe("the terms of an order", () => {
  it("are priced by the exchange alone, and their minimum is fixed", async () => {
    const ana = await rich();
    const order = await prepare(ana, { signalId: "event-1" });
    expect(order).toMatchObject({ state: "awaiting_approval", payAmount: "100", canCancel: true, receivedAmount: null, failure: null });
    expect(order.terms).toMatchObject({
      ...{ network: "testnet", chainId: 31_337, router: ROUTER, path: `${TOKEN},${WRAPPED}`, payAsset: "USDC", payContract: TOKEN },
      ...{ payDecimals: 6, payAmount: "100000000", receiveAsset: "ETH", receiveContract: null, receiveDecimals: 18 },
      ...{ receiveAmountMin: "29850", quotedAmount: "30000", slippageBps: 50, signalId: "event-1" },
    });
    expect(desk.asked.at(-1)).toMatchObject({ chainId: 31_337n, router: ROUTER, amountIn: 100n * USDC, paths: [[TOKEN, WRAPPED]] });
    expect(await moneyOf(ana)).toEqual([10_000n * USDC, 0n]);
    expect(await readOrder(ana.trader, order.id, there())).toEqual(order);
    expect((await listOrders(ana.trader, null, there())).orders).toEqual([order]);
  });

  it.each<[string, string, Partial<OrderRequest>]>([
    ["network_unknown", "a strange network", { network: "nowhere" }],
    ["asset_unknown", "an asset without caps", { payAsset: "XYZ" }],
    ["asset_unknown", "an asset that comes in and has none", { receiveAsset: "XYZ" }],
    ["invalid_request", "one asset twice", { receiveAsset: "USDC" }],
    ["amount_invalid", "nothing", { payAmount: "0" }],
    ["amount_invalid", "too many decimals", { payAmount: "0.0000001" }],
    ["limit_exceeded", "more than the strongest proof may approve", { payAmount: "50000.000001" }],
    ["insufficient_funds", "more than there is", { payAmount: "10000.000001" }],
  ])("are refused as %s for %s", async (code, _name, changes) => {
    expect(await codeOf(prepare(await rich(), changes))).toBe(code);
  });

  it("are refused without a market, for too little, and where the order would move the price by more than a tenth", async () => {
    const ana = await rich();
    desk.offer = null;
    expect(await codeOf(prepare(ana))).toBe("market_unknown");
    desk.offer = { path: [TOKEN, WRAPPED], amountOut: 0n, hops: [] };
    expect(await codeOf(prepare(ana))).toBe("amount_invalid");
    const thin = { reserveIn: 500n * USDC, reserveOut: 500n * USDC };
    desk.offer = { path: [TOKEN, WRAPPED], amountOut: 80n * USDC, hops: [thin] };
    expect(await codeOf(prepare(ana))).toBe("limit_exceeded");
    desk.offer = { path: [TOKEN, WRAPPED], amountOut: 95n * USDC, hops: [thin] };
    expect(await codeOf(prepare(ana))).toBe("done");
  });

  it("are one order under one key, another body is refused, and no key is no order", async () => {
    const ana = await rich();
    const key = randomUUID();
    const first = await prepare(ana, {}, key);
    desk.offer = { path: [TOKEN, WRAPPED], amountOut: 1n, hops: [] };
    expect(await prepare(ana, {}, key)).toEqual(first);
    expect(await codeOf(prepare(ana, { payAmount: "101" }, key))).toBe("idempotency_conflict");
    expect(await codeOf(prepare(ana, {}, null))).toBe("invalid_request");
  });

  it("are shown as a quote first, which stores nothing", async () => {
    const ana = await rich();
    expect(await quoteOrder(ana.trader, ORDER, here())).toMatchObject({
      ...{ receiveAmount: "0.00000000000003", receiveAmountMin: "0.00000000000002985", rate: "0.0000000000000003" },
      ...{ slippageBps: 50, route: ["USDC", "ETH"] },
    });
    expect((await listOrders(ana.trader, null, here())).orders).toEqual([]);
    const { assets, pairs } = await listOrderOptions(ana.trader, here());
    expect(assets.map(({ asset, available }) => [asset, available])).toEqual([
      ["ETH", "0"],
      ["USDC", "10000"],
    ]);
    expect(pairs).toEqual([
      { network: "testnet", pay: "ETH", receive: "USDC" },
      { network: "testnet", pay: "USDC", receive: "ETH" },
    ]);
  });
});

describe("an approval", () => {
  it("holds the payment and hands the order to the worker, once", async () => {
    const ana = await rich();
    const order = await prepare(ana);
    const grantId = await grantFor(ana, order);
    expect(await confirmOrder(ana.trader, order.id, grantId, there())).toMatchObject({ state: "approved", proof: "passkey" });
    expect(await moneyOf(ana)).toEqual([9_900n * USDC, 100n * USDC]);
    const queued = await stand.worker.asService((tx) =>
      tx.query("SELECT step, finished_at FROM holdfast.settlements WHERE order_id = $1", [order.id]),
    );
    expect(queued).toEqual([{ step: "main", finished_at: null }]);
    expect(await codeOf(confirmOrder(ana.trader, order.id, grantId, here()))).toBe("grant_used");
    expect(await codeOf(confirmOrder(ana.trader, order.id, await grantFor(ana, order), here()))).toBe("conflict");
    expect(await stand.faults()).toEqual([]);
  });

  it("of another order, act, session or trader, and none at all, does nothing", async () => {
    const [ana, bob] = [await rich(), await rich()];
    const [order, other] = [await prepare(ana), await prepare(ana)];
    const confirm = (grantId: string | undefined, person = ana) => codeOf(confirmOrder(person.trader, order.id, grantId, here()));
    expect(await confirm(undefined)).toBe("step_up_required");
    expect(await confirm(await grantFor(ana, other))).toBe("grant_mismatch");
    expect(await confirm(await stand.grant(ana, { purpose: "withdrawal", subjectId: order.id, terms: order.terms }))).toBe(
      "grant_mismatch",
    );
    expect(await confirm(await grantFor(ana, { ...order, terms: { ...order.terms, receiveAmountMin: "1" } }))).toBe("grant_mismatch");
    expect(await confirm(await grantFor(ana, order, "passkey", ana.elsewhere))).toBe("forbidden");
    expect(await confirm(await grantFor(bob, order), bob)).toBe("not_found");
    expect(await codeOf(readOrder(bob.trader, order.id, here()))).toBe("not_found");
    expect(await codeOf(cancelOrder(bob.trader, order.id, here()))).toBe("not_found");
    expect(await moneyOf(ana)).toEqual([10_000n * USDC, 0n]);
    expect(await confirm(await grantFor(ana, order))).toBe("done");
  });

  it("by password and code ends at its cap, and the description offers no more", async () => {
    const ana = await rich();
    const [small, large] = [await prepare(ana, { payAmount: "2500" }), await prepare(ana, { payAmount: "2500.000001" })];
    const proofsOf = async ({ id }: OrderDto) => {
      const described = await stand.here.database.asTrader(ana.trader.sub, (tx) =>
        describeOrder(tx, ana.trader, id, stand.time.nowSeconds),
      );
      return described.ok ? described.value.proofs : described.refusal;
    };
    expect([await proofsOf(small), await proofsOf(large)]).toEqual([["passkey", "password_totp"], ["passkey"]]);
    expect(await codeOf(confirmOrder(ana.trader, large.id, await grantFor(ana, large, "password_totp"), here()))).toBe("limit_exceeded");
    expect(await codeOf(confirmOrder(ana.trader, small.id, await grantFor(ana, small, "password_totp"), here()))).toBe("done");
  });

  it("comes in time or not at all", async () => {
    const ana = await rich();
    const [one, two] = [await prepare(ana), await prepare(ana)];
    await later(299, async () => {
      expect(await codeOf(confirmOrder(ana.trader, one.id, await grantFor(ana, one), here()))).toBe("done");
    });
    await later(300, async () => {
      expect(await readOrder(ana.trader, two.id, here())).toMatchObject({ state: "expired", canCancel: false });
      expect(await codeOf(confirmOrder(ana.trader, two.id, await grantFor(ana, two), here()))).toBe("quote_expired");
    });
  });

  it("of terms that were changed in their row is refused", async () => {
    const ana = await rich();
    for (const change of ["receive_amount_min = 1", "pay_amount = 1", `router = '0x${"ee".repeat(20)}'`, "slippage_bps = 500"]) {
      const order = await prepare(ana);
      const grantId = await grantFor(ana, order);
      await stand.tamper(`UPDATE holdfast.orders SET ${change} WHERE id = $1`, [order.id]);
      expect(await codeOf(confirmOrder(ana.trader, order.id, grantId, here()))).toBe("grant_mismatch");
    }
    expect(await moneyOf(ana)).toEqual([10_000n * USDC, 0n]);
  });

  it(`confirmed ${CALLS} times at once has one effect, in each of ${ROUNDS} rounds`, { timeout: 120_000 }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const ana = await rich();
      const order = await prepare(ana);
      const grantId = await grantFor(ana, order);
      const codes = await Promise.all(
        Array.from({ length: CALLS }, (_, place) =>
          codeOf(confirmOrder(ana.trader, order.id, grantId, place % 2 === 0 ? here() : there())),
        ),
      );
      expect([codes.filter((code) => code === "done").length, codes.filter((code) => code === "grant_used").length]).toEqual([
        1,
        CALLS - 1,
      ]);
      expect(await moneyOf(ana)).toEqual([9_900n * USDC, 100n * USDC]);
    }
  });

  it("never spends the same money twice", async () => {
    const ana = await stand.person({ usdc: 150n * USDC });
    const orders = [await prepare(ana), await prepare(ana)];
    const codes = await Promise.all(
      orders.map(async (order) => codeOf(confirmOrder(ana.trader, order.id, await grantFor(ana, order), here()))),
    );
    expect(codes.toSorted()).toEqual(["done", "insufficient_funds"]);
  });
});

describe("cancelling", () => {
  it("gives back what was held, once, and not after it was sent", async () => {
    const ana = await rich();
    const order = await prepare(ana);
    await confirmOrder(ana.trader, order.id, await grantFor(ana, order), here());
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(cancelOrder(ana.trader, order.id, here()))));
    expect(new Set(codes)).toEqual(new Set(["done"]));
    expect(await moneyOf(ana)).toEqual([10_000n * USDC, 0n]);
    const sent = await prepare(ana);
    await confirmOrder(ana.trader, sent.id, await grantFor(ana, sent), here());
    await stand.worker.asTrader(ana.trader.sub, (tx) =>
      tx.query("UPDATE holdfast.orders SET state = 'submitted' WHERE id = $1", [sent.id]),
    );
    expect(await codeOf(cancelOrder(ana.trader, sent.id, here()))).toBe("not_cancellable");
    expect(await stand.faults()).toEqual([]);
  });
});
