// What is cancelled comes back whole, once and to its owner only, as long as it was not handed to the chain.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, refusalOf } from "@/lib/testing/refusal-code";
import { UNKNOWN, USDC, withdrawalActs } from "@/lib/testing/withdrawal-acts";
import { openWithdrawalStand, START_SECONDS, type WithdrawalStand } from "@/lib/testing/withdrawal-stand";
import { cancelWithdrawal } from "./cancel-withdrawal";

let stand: WithdrawalStand;
beforeAll(async () => {
  stand = await openWithdrawalStand();
});
afterAll(() => stand.close());
const { prepare, grantFor, confirm, approve } = withdrawalActs(() => stand);

describe("cancelling", () => {
  it("gives back what was put aside, answers the same again, and ends every approval", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const waiting = await prepare(ana);
    const grant = await grantFor(ana, waiting);
    expect((await cancelWithdrawal(ana.trader, waiting.id, stand.here)).state).toBe("cancelled");
    expect(await codeOf(confirm(ana, waiting.id, grant))).toBe("conflict");
    const approved = await approve(ana);
    const cancelled = await cancelWithdrawal(ana.trader, approved.id, stand.here);
    expect(cancelled).toMatchObject({ state: "cancelled", canCancel: false, waits: null });
    expect(cancelled.timeline.map(({ state }) => state)).toEqual(["awaiting_approval", "approved", "cancelled"]);
    expect(await cancelWithdrawal(ana.trader, approved.id, stand.there)).toEqual(cancelled);
    expect(await stand.balance(ana, "available", "USDC")).toBe(1_000n * USDC);
    expect(await stand.balance(ana, "held", "USDC")).toBe(0n);
  });

  it("comes too late once it was handed to the chain, and never for somebody else", async () => {
    const [ana, bob] = [await stand.person({ usdc: 1_000n * USDC }), await stand.person()];
    const approved = await approve(ana);
    for (const id of [approved.id, UNKNOWN, "x"]) expect(await codeOf(cancelWithdrawal(bob.trader, id, stand.here))).toBe("not_found");
    await stand.worker.asTrader(ana.trader.sub, (tx) =>
      tx.query("UPDATE holdfast.withdrawals SET state = 'submitted' WHERE id = $1", [approved.id]),
    );
    expect(await refusalOf(cancelWithdrawal(ana.trader, approved.id, stand.here))).toEqual({
      code: "not_cancellable",
      detail: "It was already sent to the network.",
    });
    const expired = await prepare(ana);
    stand.time.nowSeconds = START_SECONDS + 900;
    expect(await codeOf(cancelWithdrawal(ana.trader, expired.id, stand.here))).toBe("not_cancellable");
    stand.time.nowSeconds = START_SECONDS;
    expect(await codeOf(cancelWithdrawal(ana.trader, expired.id, stand.here))).toBe("done");
  });
});

it("left books that balance", async () => {
  expect(await stand.faults()).toEqual([]);
});
