// A trader reads their own withdrawals, all of them and what each waits for, and nobody else's.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, refusalOf } from "@/lib/testing/refusal-code";
import { UNKNOWN, USDC, withdrawalActs } from "@/lib/testing/withdrawal-acts";
import { openWithdrawalStand, START_SECONDS, type WithdrawalStand } from "@/lib/testing/withdrawal-stand";
import { listWithdrawable } from "./list-withdrawable";
import { listWithdrawals, WITHDRAWAL_PAGE_SIZE } from "./list-withdrawals";
import { readWithdrawal } from "./read-withdrawal";

let stand: WithdrawalStand;
beforeAll(async () => {
  stand = await openWithdrawalStand();
});
afterAll(() => stand.close());
const { prepare, approve } = withdrawalActs(() => stand);

describe("reading", () => {
  it("answers a stranger's withdrawal like one that never was", async () => {
    const [ana, bob] = [await stand.person({ usdc: 1_000n * USDC }), await stand.person()];
    const { id } = await prepare(ana);
    const unknown = await refusalOf(readWithdrawal(bob.trader, UNKNOWN, stand.here));
    for (const strange of [id, "x", "%00", id.toUpperCase()])
      expect(await refusalOf(readWithdrawal(bob.trader, strange, stand.here))).toEqual(unknown);
    expect(await codeOf(readWithdrawal(ana.trader, id, stand.here))).toBe("done");
  });

  it("says what an approved withdrawal waits for", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const { id } = await approve(ana);
    const waits = async () => (await readWithdrawal(ana.trader, id, stand.here)).waits;
    const beat = (secondsAgo: number, isChainUp: boolean) =>
      stand.worker.asService((tx) =>
        tx.query(
          `INSERT INTO holdfast.worker_heartbeats VALUES ('settlement', to_timestamp($1), $2, 3)
           ON CONFLICT (worker) DO UPDATE SET beat_at = EXCLUDED.beat_at, is_chain_up = EXCLUDED.is_chain_up`,
          [START_SECONDS - secondsAgo, isChainUp],
        ),
      );
    const waitFor = (what: string | null) =>
      stand.worker.asTrader(ana.trader.sub, (tx) =>
        tx.query("UPDATE holdfast.settlements SET waits_for = $2 WHERE withdrawal_id = $1", [id, what]),
      );
    expect(await waits()).toBe("worker_down");
    await beat(16, true);
    expect(await waits()).toBe("worker_down");
    await beat(15, true);
    expect(await waits()).toBeNull();
    await waitFor("custody_funds");
    expect(await waits()).toBe("custody_funds");
    await waitFor("chain");
    expect(await waits()).toBe("chain_down");
    await waitFor(null);
    await beat(0, false);
    expect(await waits()).toBe("chain_down");
  });

  it("pages through the history without repeating or losing one", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const made = [];
    for (let place = 0; place < WITHDRAWAL_PAGE_SIZE + 3; place += 1) {
      stand.time.nowSeconds = START_SECONDS + Math.floor(place / 3);
      made.push((await prepare(ana, { amount: "1" })).id);
    }
    stand.time.nowSeconds = START_SECONDS;
    const first = await listWithdrawals(ana.trader, null, stand.here);
    await prepare(ana, { amount: "2" });
    const second = await listWithdrawals(ana.trader, first.nextCursor, stand.here);
    const seen = [...first.withdrawals, ...second.withdrawals].map(({ id }) => id);
    expect([first.withdrawals.length, second.nextCursor]).toEqual([WITHDRAWAL_PAGE_SIZE, null]);
    expect(made.every((id) => seen.includes(id))).toBe(true);
    expect(new Set(seen).size).toBe(seen.length);
    const times = first.withdrawals.map(({ terms }) => terms.createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(await codeOf(listWithdrawals(ana.trader, "nonsense", stand.here))).toBe("invalid_request");
  });

  it("offers what can be withdrawn, with what is there", async () => {
    const ana = await stand.person({ usdc: 10n * USDC, eth: 100_000_000_000_000n });
    expect(await listWithdrawable(ana.trader, stand.here)).toEqual([
      {
        ...{ asset: "ETH", network: "testnet", networkLabel: "Test network", decimals: 18, available: "0.0001", fee: "0.0002" },
        amountMax: "0",
        caps: { passkey: { single: "3", daily: "7.5" }, password_totp: { single: "0.15", daily: "0.45" } },
      },
      {
        ...{ asset: "USDC", network: "testnet", networkLabel: "Test network", decimals: 6, available: "10", fee: "0.5", amountMax: "9.5" },
        caps: { passkey: { single: "10000", daily: "25000" }, password_totp: { single: "500", daily: "1500" } },
      },
    ]);
  });
});

it("left books that balance", async () => {
  expect(await stand.faults()).toEqual([]);
});
