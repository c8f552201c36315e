// What is prepared is stored term by term and moves nothing, and an approval opens on exactly that.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WithdrawalRequest } from "@/lib/contracts/withdrawals";
import { codeOf, refusalOf } from "@/lib/testing/refusal-code";
import { UNKNOWN, USDC, withdrawalActs } from "@/lib/testing/withdrawal-acts";
import { newDestination, openWithdrawalStand, type Person, START_SECONDS, type WithdrawalStand } from "@/lib/testing/withdrawal-stand";
import { removeAddress } from "@/lib/server/addresses/remove-address";
import { startHold } from "@/lib/server/session/holds";
import { cancelWithdrawal } from "./cancel-withdrawal";
import { describeWithdrawal } from "./describe-withdrawal";
import { listWithdrawals } from "./list-withdrawals";
import { readWithdrawal } from "./read-withdrawal";

let stand: WithdrawalStand;
beforeAll(async () => {
  stand = await openWithdrawalStand();
});
afterAll(() => stand.close());
const { prepare, listElsewhere } = withdrawalActs(() => stand);
const describeIt = (person: Person, id: string) =>
  stand.here.database.asTrader(person.trader.sub, (tx) => describeWithdrawal(tx, person.trader, id, stand.time.nowSeconds));

describe("preparing", () => {
  it("stores the exact terms and moves nothing", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const dto = await prepare(ana, { memo: "rent" });
    expect(dto.terms).toEqual({
      ...{ version: 1, withdrawalId: dto.id, trader: ana.trader.sub, network: "testnet", chainId: 31_337, asset: "USDC" },
      ...{ assetContract: "0x3333333333333333333333333333333333333333", decimals: 6, amount: "100000000", fee: "500000", feeAsset: "USDC" },
      ...{ destination: ana.destination, memo: "rent", createdAt: "2027-01-15T08:00:00Z", expiresAt: "2027-01-15T08:15:00Z" },
    });
    expect(dto).toMatchObject({
      state: "awaiting_approval",
      amount: "100",
      fee: "0.5",
      total: "100.5",
      canCancel: true,
      hasReceipt: false,
    });
    expect(dto.timeline).toEqual([{ at: "2027-01-15T08:00:00Z", state: "awaiting_approval" }]);
    expect(await stand.balance(ana, "available", "USDC")).toBe(1_000n * USDC);
    expect(await readWithdrawal(ana.trader, dto.id, stand.there)).toEqual(dto);
  });

  it("takes the last unit that is there with the fee, and not one more", async () => {
    const ana = await stand.person({ usdc: 3n * USDC });
    expect(await refusalOf(prepare(ana, { amount: "2.500001" }))).toMatchObject({
      code: "insufficient_funds",
      detail: "This takes 3.000001 USDC with the fee; 3 USDC are available.",
    });
    expect((await prepare(ana, { amount: "2.5" })).total).toBe("3");
  });

  const refusals: readonly [string, Partial<WithdrawalRequest>, string][] = [
    ["an unknown network", { network: "mars" }, "network_unknown"],
    ["a network that is no name", { network: "a\u0000b" }, "network_unknown"],
    ["an unknown asset", { asset: "DOGE" }, "asset_unknown"],
    ["an asset that is no name", { asset: "U\u0000" }, "asset_unknown"],
    ["an asset without a policy", { asset: "XYZ" }, "asset_unknown"],
    ["zero", { amount: "0" }, "amount_invalid"],
    ["a negative amount", { amount: "-1" }, "amount_invalid"],
    ["an exponent", { amount: "1e3" }, "amount_invalid"],
    ["too many decimals", { amount: "1.0000001" }, "amount_invalid"],
    ["78 digits", { amount: "9".repeat(78) }, "amount_invalid"],
    ["an unknown address", { addressId: UNKNOWN }, "address_not_allowed"],
    ["an address id of no form", { addressId: "../../x\u0000" }, "address_not_allowed"],
    ["a unit above the strongest cap", { amount: "10000.000001" }, "limit_exceeded"],
  ];
  it.each(refusals)("refuses %s and writes nothing", async (_name, changes, code) => {
    const ana = await stand.person({ usdc: 20_000n * USDC });
    expect(await codeOf(prepare(ana, changes))).toBe(code);
    expect((await listWithdrawals(ana.trader, null, stand.here)).withdrawals).toEqual([]);
    expect(await codeOf(prepare(ana, { amount: "10000" }))).toBe("done");
  });

  it("refuses addresses that are another's, removed, not approved, for another network or still cooling off", async () => {
    const [ana, bob] = [await stand.person({ usdc: 1_000n * USDC }), await stand.person()];
    expect(await refusalOf(prepare(ana, { addressId: bob.addressId }))).toEqual(await refusalOf(prepare(ana, { addressId: UNKNOWN })));
    const cooling = await stand.listAddress(ana.trader, newDestination(), { usableAtSeconds: START_SECONDS + 1 });
    expect(await refusalOf(prepare(ana, { addressId: cooling }))).toEqual({
      code: "address_cooling_off",
      detail: "This address is usable from 2027-01-15 08:00:01 UTC on.",
    });
    const usable = await stand.listAddress(ana.trader, newDestination(), { usableAtSeconds: START_SECONDS });
    expect(await codeOf(prepare(ana, { addressId: usable }))).toBe("done");
    await removeAddress(ana.trader, usable, stand.here);
    expect(await codeOf(prepare(ana, { addressId: usable }))).toBe("address_not_allowed");
    await listElsewhere();
    const foreign = await stand.listAddress(ana.trader, newDestination(), { network: "elsewhere" });
    expect(await codeOf(prepare(ana, { addressId: foreign }))).toBe("address_not_allowed");
  });

  it("waits for a hold to end, says until when, and works at its last second", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const before = stand.time.nowSeconds - 86_399;
    await stand.here.database.asTrader(ana.trader.sub, (tx) => startHold(tx, ana.trader.sub, "unknown_passkey", before));
    expect(await refusalOf(prepare(ana))).toEqual({
      code: "withdrawal_hold",
      detail: "Withdrawals are on hold until 2027-01-15 08:00:01 UTC.",
    });
    stand.time.nowSeconds += 1;
    expect(await codeOf(prepare(ana))).toBe("done");
    stand.time.nowSeconds = START_SECONDS;
  });

  it("needs a key, answers the same again under it, and refuses another request", async () => {
    const [ana, bob] = [await stand.person({ usdc: 1_000n * USDC }), await stand.person({ usdc: 1_000n * USDC })];
    for (const key of [null, "", "k".repeat(201), "tab\t"]) expect(await codeOf(prepare(ana, {}, key))).toBe("invalid_request");
    const first = await prepare(ana, {}, "k".repeat(200));
    await removeAddress(ana.trader, ana.addressId, stand.here);
    expect(await prepare(ana, { memo: null }, "k".repeat(200))).toEqual(first);
    for (const changes of [{ amount: "101" }, { memo: "x" }, { asset: "ETH" }, { network: "mars" }, { addressId: UNKNOWN }])
      expect(await codeOf(prepare(ana, changes, "k".repeat(200)))).toBe("idempotency_conflict");
    expect((await prepare(bob, {}, "k".repeat(200))).id).not.toBe(first.id);
  });
});

describe("opening an approval", () => {
  it("shows the stored terms, and offers the proofs whose caps leave room", async () => {
    const ana = await stand.person({ usdc: 20_000n * USDC });
    const small = await prepare(ana, { amount: "500" });
    expect(await describeIt(ana, small.id)).toMatchObject({
      ok: true,
      value: { terms: small.terms, termsHash: small.termsHash, proofs: ["passkey", "password_totp"] },
    });
    const large = await prepare(ana, { amount: "500.000001" });
    const described = await describeIt(ana, large.id);
    expect(described).toMatchObject({ ok: true, value: { proofs: ["passkey"], refusal: { code: "limit_exceeded" } } });
    expect(described.ok && described.value.refusal.detail).toMatch(/Add a passkey on the security page/);
  });

  it("refuses what could not be confirmed: foreign, expired, decided, on hold, without its address", async () => {
    const [ana, bob] = [await stand.person({ usdc: 1_000n * USDC }), await stand.person()];
    const codeIn = async (person: Person, id: string) => {
      const described = await describeIt(person, id);
      return described.ok ? "done" : described.refusal.code;
    };
    const one = await prepare(ana);
    expect(await codeIn(ana, one.id)).toBe("done");
    for (const id of [UNKNOWN, "self", "'", one.id.toUpperCase()]) expect(await codeIn(ana, id)).toBe("not_found");
    expect(await codeIn(bob, one.id)).toBe("not_found");
    stand.time.nowSeconds = START_SECONDS + 899;
    expect(await codeIn(ana, one.id)).toBe("done");
    stand.time.nowSeconds = START_SECONDS + 900;
    expect(await codeIn(ana, one.id)).toBe("quote_expired");
    stand.time.nowSeconds = START_SECONDS;
    const cancelled = await prepare(ana);
    await cancelWithdrawal(ana.trader, cancelled.id, stand.here);
    expect(await codeIn(ana, cancelled.id)).toBe("conflict");
    const changed = await prepare(ana);
    await stand.tamper("UPDATE holdfast.withdrawals SET amount = 1 WHERE id = $1", [changed.id]);
    expect(await codeIn(ana, changed.id)).toBe("conflict");
    await removeAddress(ana.trader, ana.addressId, stand.here);
    expect(await codeIn(ana, one.id)).toBe("address_not_allowed");
    await stand.here.database.asTrader(ana.trader.sub, (tx) => startHold(tx, ana.trader.sub, "first_factor", START_SECONDS));
    expect(await codeIn(ana, one.id)).toBe("withdrawal_hold");
  });
});

it("left books that balance", async () => {
  expect(await stand.faults()).toEqual([]);
});
