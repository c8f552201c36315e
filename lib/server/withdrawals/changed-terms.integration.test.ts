// Terms that were changed in the database after their proof are seen at the confirmation, and nothing moves.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf } from "@/lib/testing/refusal-code";
import { UNKNOWN, USDC, withdrawalActs } from "@/lib/testing/withdrawal-acts";
import { newDestination, openWithdrawalStand, type WithdrawalStand } from "@/lib/testing/withdrawal-stand";

let stand: WithdrawalStand;
beforeAll(async () => {
  stand = await openWithdrawalStand();
  await listElsewhere();
});
afterAll(() => stand.close());
const { prepare, grantFor, confirm, listElsewhere } = withdrawalActs(() => stand);

describe("confirming", () => {
  const tamperings: readonly [string, string][] = [
    ["network", "'elsewhere'"],
    ["chain_id", "1"],
    ["asset", "'ETH'"],
    ["asset_contract", "'0x1111111111111111111111111111111111111111'"],
    ["asset_contract", "NULL"],
    ["decimals", "5"],
    ["amount", "100000001"],
    ["amount", "1"],
    ["fee", "0"],
    ["fee_asset", "'ETH'"],
    ["destination", "'0xa0Ee7A142d267C1f36714E4a8F75612F20a79720'"],
    ["memo", "'other'"],
    ["memo", "NULL"],
    ["created_at", "created_at - interval '1 second'"],
    ["expires_at", "expires_at + interval '1 second'"],
    ["expires_at", "created_at"],
  ];
  it.each(tamperings)("sees that %s became %s after the proof, and moves nothing", async (column, value) => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const withdrawal = await prepare(ana, { memo: "rent" });
    const grant = await grantFor(ana, withdrawal);
    await stand.tamper(`UPDATE holdfast.withdrawals SET ${column} = ${value} WHERE id = $1`, [withdrawal.id]);
    expect(await codeOf(confirm(ana, withdrawal.id, grant))).toBe("grant_mismatch");
    expect(await stand.balance(ana, "held", "USDC")).toBe(0n);
    expect(await stand.balance(ana, "available", "USDC")).toBe(1_000n * USDC);
  });

  it("sees that the owner or the id became another, too", async () => {
    const [ana, bob] = [await stand.person({ usdc: 1_000n * USDC }), await stand.person({ usdc: 1_000n * USDC })];
    const [stolen, renamed] = [await prepare(ana), await prepare(ana)];
    const [grant, other] = [await grantFor(ana, stolen), await grantFor(ana, renamed)];
    await stand.tamper("UPDATE holdfast.withdrawals SET trader = $2 WHERE id = $1", [stolen.id, bob.trader.sub]);
    expect(await codeOf(confirm(ana, stolen.id, grant))).toBe("not_found");
    expect(await codeOf(confirm(bob, stolen.id, grant))).toBe("not_found");
    await stand.tamper("UPDATE holdfast.withdrawals SET id = $2 WHERE id = $1", [renamed.id, UNKNOWN]);
    expect(await codeOf(confirm(ana, UNKNOWN, other))).toBe("grant_mismatch");
    expect(await stand.balance(ana, "held", "USDC")).toBe(0n);
  });

  it("sees that the address behind the same destination text is another's row", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const withdrawal = await prepare(ana);
    const grant = await grantFor(ana, withdrawal);
    const other = await stand.listAddress(ana.trader, newDestination());
    await stand.tamper("UPDATE holdfast.withdrawals SET address_id = $2 WHERE id = $1", [withdrawal.id, other]);
    expect(await codeOf(confirm(ana, withdrawal.id, grant))).toBe("address_not_allowed");
    await stand.tamper("UPDATE holdfast.withdrawals SET address_id = $2 WHERE id = $1", [withdrawal.id, ana.addressId]);
    expect(await codeOf(confirm(ana, withdrawal.id, grant))).toBe("done");
  });
});

it("left books that balance", async () => {
  expect(await stand.faults()).toEqual([]);
});
