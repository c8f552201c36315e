import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accept } from "@/lib/ground/result";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { proveByPasskey } from "@/lib/server/step-up/prove-by-passkey";
import type { Settings } from "@/lib/settings/settings";
import type { WithdrawalDto, WithdrawalRequest } from "@/lib/contracts/withdrawals";
import { codeOf, refusalOf } from "@/lib/testing/refusal-code";
import {
  newDestination,
  openWithdrawalStand,
  type Person,
  STAND_ORIGIN,
  START_SECONDS,
  type WithdrawalStand,
} from "@/lib/testing/withdrawal-stand";
import type { Proof } from "@/lib/step-up/purpose";
import { removeAddress } from "@/lib/server/addresses/remove-address";
import { startHold } from "@/lib/server/session/holds";
import { cancelWithdrawal } from "./cancel-withdrawal";
import { confirmWithdrawal } from "./confirm-withdrawal";
import { describeWithdrawal } from "./describe-withdrawal";
import { listWithdrawable } from "./list-withdrawable";
import { listWithdrawals, WITHDRAWAL_PAGE_SIZE } from "./list-withdrawals";
import { prepareWithdrawal } from "./prepare-withdrawal";
import { readWithdrawal } from "./read-withdrawal";

const UNKNOWN = "0a1b2c3d-0000-4000-8000-00000000aaaa";
const USDC = 1_000_000n;

let stand: WithdrawalStand;
beforeAll(async () => {
  stand = await openWithdrawalStand();
});
afterAll(() => stand.close());

const order = (person: Person, changes: Partial<WithdrawalRequest> = {}): WithdrawalRequest => ({
  ...{ asset: "USDC", network: "testnet", amount: "100", addressId: person.addressId },
  ...changes,
});
const prepare = (person: Person, changes: Partial<WithdrawalRequest> = {}, key: string | null = randomUUID()): Promise<WithdrawalDto> =>
  prepareWithdrawal(person.trader, key, order(person, changes), stand.here);
const grantFor = (person: Person, { id, terms }: WithdrawalDto, proof: Proof = "passkey", asker = person.trader): Promise<string> =>
  stand.grant(person, { purpose: "withdrawal", subjectId: id, terms }, proof, asker);
const confirm = (person: Person, id: string, grantId: string | undefined): Promise<WithdrawalDto> =>
  confirmWithdrawal(person.trader, id, grantId, stand.there);
const approve = async (person: Person, changes: Partial<WithdrawalRequest> = {}, proof: Proof = "passkey"): Promise<WithdrawalDto> => {
  const withdrawal = await prepare(person, changes);
  return confirm(person, withdrawal.id, await grantFor(person, withdrawal, proof));
};
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
    await stand.worker.asService((tx) =>
      tx.query("INSERT INTO holdfast.networks VALUES ('elsewhere', 5, 'Elsewhere') ON CONFLICT DO NOTHING"),
    );
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

describe("confirming", () => {
  it("puts amount and fee aside, tells its story and leaves the rest to the worker", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const approved = await approve(ana);
    expect(approved).toMatchObject({ state: "approved", proof: "passkey", canCancel: true, waits: "worker_down", txHash: null });
    expect(approved.timeline.map(({ state }) => state)).toEqual(["awaiting_approval", "approved"]);
    expect(await stand.balance(ana, "available", "USDC")).toBe(899_500_000n);
    expect(await stand.balance(ana, "held", "USDC")).toBe(100_500_000n);
    const queued = await stand.worker.asService((tx) =>
      tx.query("SELECT chain_id, finished_at FROM holdfast.settlements WHERE withdrawal_id = $1", [approved.id]),
    );
    expect(queued).toEqual([{ chain_id: 31_337n, finished_at: null }]);
  });

  it("takes no grant but its own, and a refused one still works where it belongs", async () => {
    const [ana, bob] = [await stand.person({ usdc: 1_000n * USDC }), await stand.person({ usdc: 1_000n * USDC })];
    const [one, other, foreign] = [await prepare(ana), await prepare(ana, { amount: "99" }), await prepare(bob)];
    const [grant, bobs] = [await grantFor(ana, one), await grantFor(bob, foreign)];
    const elsewhere = await grantFor(ana, one, "passkey", ana.elsewhere);
    const wrongPurpose = await stand.grant(ana, { purpose: "address", subjectId: one.id, terms: one.terms });
    expect(await codeOf(confirm(ana, other.id, grant))).toBe("grant_mismatch");
    expect(await codeOf(confirm(ana, one.id, wrongPurpose))).toBe("grant_mismatch");
    expect(await codeOf(confirm(ana, one.id, elsewhere))).toBe("forbidden");
    for (const id of [bobs, UNKNOWN, "x"]) expect(await codeOf(confirm(ana, one.id, id))).toBe("not_found");
    for (const id of [foreign.id, UNKNOWN, "x"]) expect(await codeOf(confirm(ana, id, grant))).toBe("not_found");
    expect(await refusalOf(confirm(ana, one.id, undefined))).toMatchObject({ code: "step_up_required", maxAgeSeconds: 120 });
    expect(await stand.balance(ana, "held", "USDC")).toBe(0n);
    expect((await confirm(ana, one.id, grant)).state).toBe("approved");
    expect(await codeOf(confirm(ana, one.id, grant))).toBe("grant_used");
    expect(await codeOf(confirm(ana, one.id, undefined))).toBe("conflict");
    expect(await codeOf(confirm(ana, one.id, await grantFor(ana, one)))).toBe("conflict");
    expect(await stand.balance(ana, "held", "USDC")).toBe(100_500_000n);
  });

  it("happens within the grant's time and the quote's time, to the second", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const [one, two, late, last] = [await prepare(ana), await prepare(ana), await prepare(ana), await prepare(ana)];
    const [grantOne, grantTwo] = [await grantFor(ana, one), await grantFor(ana, two)];
    stand.time.nowSeconds = START_SECONDS + 119;
    expect(await codeOf(confirm(ana, one.id, grantOne))).toBe("done");
    stand.time.nowSeconds = START_SECONDS + 120;
    expect(await codeOf(confirm(ana, two.id, grantTwo))).toBe("grant_expired");
    stand.time.nowSeconds = START_SECONDS + 899;
    const [grantLate, grantLast] = [await grantFor(ana, late), await grantFor(ana, last)];
    expect(await codeOf(confirm(ana, last.id, grantLast))).toBe("done");
    stand.time.nowSeconds = START_SECONDS + 900;
    expect(await codeOf(confirm(ana, late.id, grantLate))).toBe("quote_expired");
    expect(await codeOf(confirm(ana, late.id, undefined))).toBe("quote_expired");
    expect((await readWithdrawal(ana.trader, late.id, stand.here)).state).toBe("expired");
    stand.time.nowSeconds = START_SECONDS;
    expect(await codeOf(confirm(ana, late.id, grantLate))).toBe("done");
  });

  it("is refused for a hold, a removed address or too little money that came in between, and burns nothing", async () => {
    const ana = await stand.person({ usdc: 200n * USDC });
    const [poor, first] = [await prepare(ana, { amount: "150" }), await prepare(ana, { amount: "100" })];
    const [grantPoor, grantFirst] = [await grantFor(ana, poor), await grantFor(ana, first)];
    await confirm(ana, first.id, grantFirst);
    expect(await codeOf(confirm(ana, poor.id, grantPoor))).toBe("insufficient_funds");
    await cancelWithdrawal(ana.trader, first.id, stand.here);
    await stand.here.database.asTrader(ana.trader.sub, (tx) => startHold(tx, ana.trader.sub, "first_factor", START_SECONDS - 86_390));
    expect(await codeOf(confirm(ana, poor.id, grantPoor))).toBe("withdrawal_hold");
    stand.time.nowSeconds = START_SECONDS + 10;
    expect(await codeOf(confirm(ana, poor.id, grantPoor))).toBe("done");
    const removed = await prepare(ana, { amount: "1" });
    const grant = await grantFor(ana, removed);
    await removeAddress(ana.trader, ana.addressId, stand.here);
    expect(await codeOf(confirm(ana, removed.id, grant))).toBe("address_not_allowed");
    stand.time.nowSeconds = START_SECONDS;
  });

  it("keeps each proof within its caps, at once and in a day", async () => {
    const ana = await stand.person({ usdc: 40_000n * USDC });
    const above = await prepare(ana, { amount: "500.000001" });
    expect(await codeOf(confirm(ana, above.id, await grantFor(ana, above, "password_totp")))).toBe("limit_exceeded");
    for (const amount of ["500", "500", "499.999999"])
      expect((await approve(ana, { amount }, "password_totp")).proof).toBe("password_totp");
    const [two, one] = [await prepare(ana, { amount: "0.000002" }), await prepare(ana, { amount: "0.000001" })];
    expect(await refusalOf(confirm(ana, two.id, await grantFor(ana, two, "password_totp")))).toMatchObject({
      code: "limit_exceeded",
      detail: expect.stringMatching(/1500 USDC in 24 hours, and 1499.999999 USDC are already approved. Add a passkey/) as unknown,
    });
    expect(await codeOf(confirm(ana, one.id, await grantFor(ana, one, "password_totp")))).toBe("done");
    expect(await codeOf(confirm(ana, two.id, await grantFor(ana, two, "passkey")))).toBe("done");
    for (const amount of ["10000", "10000"]) await approve(ana, { amount });
    expect(await codeOf(prepare(ana, { amount: "3500" }))).toBe("limit_exceeded");
    // What came back, and what is a day old, no longer counts.
    const back = await approve(ana, { amount: "3000" });
    await cancelWithdrawal(ana.trader, back.id, stand.here);
    expect(await codeOf(prepare(ana, { amount: "3499.999998" }))).toBe("done");
    stand.time.nowSeconds = START_SECONDS + 86_399;
    expect(await codeOf(prepare(ana, { amount: "3500" }))).toBe("limit_exceeded");
    stand.time.nowSeconds = START_SECONDS + 86_400;
    expect(await codeOf(prepare(ana, { amount: "3500" }))).toBe("done");
    stand.time.nowSeconds = START_SECONDS;
  });

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

describe("the whole way", () => {
  it("goes from the stored terms over a grant and a signature to the approval", async () => {
    const ana = await stand.person({ usdc: 20_000n * USDC });
    const { credentialId, publicKey } = ana.passkey;
    await stand.here.database.asTrader(ana.trader.sub, (tx) =>
      tx.query(
        `INSERT INTO holdfast.passkeys (credential_id, sub, public_key, sign_count, transports, aaguid, is_backup_eligible, is_backed_up, created_at)
         VALUES ($1, $2, $3, 0, '{}', gen_random_uuid(), false, false, to_timestamp($4))`,
        [credentialId, ana.trader.sub, Buffer.from(publicKey), START_SECONDS],
      ),
    );
    const callCognito = async () => accept<Record<string, unknown>>({ Credentials: [{ CredentialId: credentialId }] });
    const parts = { ...stand.here, settings: { appOrigin: STAND_ORIGIN } as Settings, callCognito };
    const withdrawal = await prepare(ana, { amount: "10000" });
    const opened = await openGrant(ana.trader, { purpose: "withdrawal", subjectId: withdrawal.id }, describeWithdrawal, parts);
    expect(opened).toMatchObject({ terms: withdrawal.terms, termsHash: withdrawal.termsHash });
    expect(Object.keys(opened.proofs)).toEqual(["passkey"]);
    expect(await codeOf(confirm(ana, withdrawal.id, opened.grantId))).toBe("step_up_required");
    const signed = ana.passkey.sign(opened.proofs.passkey?.challenge ?? "", STAND_ORIGIN);
    await proveByPasskey(ana.trader, opened.grantId, signed, parts);
    expect(await confirm(ana, withdrawal.id, opened.grantId)).toMatchObject({ state: "approved", proof: "passkey" });
  });

  it("is kept by the database too: nothing is approved without its own used grant", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const [one, other] = [await prepare(ana), await prepare(ana, { amount: "99" })];
    const used = await grantFor(ana, other);
    await confirm(ana, other.id, used);
    const force = (grantId: string) =>
      stand.here.database.asTrader(ana.trader.sub, (tx) =>
        tx.query(
          "UPDATE holdfast.withdrawals SET state = 'approved', grant_id = $2, proof = 'passkey', approved_at = now() WHERE id = $1",
          [one.id, grantId],
        ),
      );
    for (const grantId of [used, await grantFor(ana, one)])
      await expect(force(grantId)).rejects.toMatchObject({ constraint: "withdrawals_need_their_grant" });
    expect(await codeOf(confirm(ana, one.id, await grantFor(ana, one)))).toBe("done");
  });
});

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
